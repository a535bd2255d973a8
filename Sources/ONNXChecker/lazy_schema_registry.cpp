#ifdef HAVE_LIBONNX

#include "lazy_schema_registry.h"

#include <dlfcn.h>

#include <algorithm>

namespace recast {
namespace {

using Builder = onnx::OpSchema (*)();

bool isIdentifier(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_';
  });
}

// `onnx::OpSchema onnx::GetOpSchema<onnx::Relu_Onnx_ver14>()`, mangled.
Builder builder(const std::string& operatorType, int version) {
  std::string type = operatorType + "_Onnx_ver" + std::to_string(version);
  std::string symbol =
      "_ZN4onnx11GetOpSchemaINS_" + std::to_string(type.size()) + type + "EEENS_8OpSchemaEv";
  return reinterpret_cast<Builder>(::dlsym(RTLD_DEFAULT, symbol.c_str()));
}

std::unique_ptr<onnx::OpSchema> build(const std::string& operatorType, int version) {
  Builder make = builder(operatorType, version);
  if (make == nullptr) return nullptr;
  auto schema = std::make_unique<onnx::OpSchema>(make());
  schema->Finalize();
  bool isAskedFor = schema->Name() == operatorType && schema->SinceVersion() == version &&
                    schema->domain() == onnx::ONNX_DOMAIN;
  return isAskedFor ? std::move(schema) : nullptr;
}

}  // namespace

const onnx::OpSchema* LazySchemaRegistry::GetSchema(const std::string& operatorType,
                                                    int newestVersion,
                                                    const std::string& domain) const {
  if (domain == onnx::ONNX_DOMAIN && isIdentifier(operatorType)) {
    auto known = answers_.find({operatorType, newestVersion});
    if (known != answers_.end()) return known->second;

    for (int version = newestVersion; version >= 1; --version) {
      auto& schema = schemas_[{operatorType, version}];
      if (schema == nullptr) schema = build(operatorType, version);
      if (schema != nullptr) return answers_[{operatorType, newestVersion}] = schema.get();
    }
  }
  return onnx::OpSchemaRegistry::Schema(operatorType, newestVersion, domain);
}

}  // namespace recast

#endif
