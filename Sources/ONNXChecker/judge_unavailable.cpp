#ifndef HAVE_LIBONNX

#include "judge.h"

namespace recast {

void warmUp() {}

Answer judge(const Request&) { return {Status::notJudged, "built without libonnx", {}}; }

std::string version() { return "built without libonnx"; }

}  // namespace recast

#endif
