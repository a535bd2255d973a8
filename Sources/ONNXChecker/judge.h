// The judgement of one model, with libonnx or, in a build without it, of none.
#pragma once

#include <string>

#include "protocol.h"

namespace recast {

// Does what the first judgement would do once, so that it happens while the caller still works.
void warmUp();

// Checks a model as the reference checker does, then infers every shape strictly.
Answer judge(const Request& request);

// What judges, for people.
std::string version();

}  // namespace recast
