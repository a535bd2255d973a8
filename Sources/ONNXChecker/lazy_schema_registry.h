// Operator schemas, each built when the first node asks for it.
#pragma once

#ifdef HAVE_LIBONNX

#include <onnx/defs/schema.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace recast {

// libonnx's own registry builds all of its 444 schemas on first use: 12 ms and 4 MB of a process
// that otherwise takes 5 ms. Each schema also has a function of its own in the library, named after
// operator and version, and a model uses a few dozen of them. Whatever has no such name (another
// domain, an unknown operator) is left to libonnx's registry.
class LazySchemaRegistry final : public onnx::ISchemaRegistry {
 public:
  const onnx::OpSchema* GetSchema(const std::string& operatorType, int newestVersion,
                                  const std::string& domain) const override;

 private:
  using Question = std::pair<std::string, int>;

  mutable std::map<Question, const onnx::OpSchema*> answers_;
  mutable std::map<Question, std::unique_ptr<onnx::OpSchema>> schemas_;
};

}  // namespace recast

#endif
