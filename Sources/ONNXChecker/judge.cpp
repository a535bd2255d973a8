#ifdef HAVE_LIBONNX

#include "judge.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/stubs/logging.h>
#include <onnx/checker.h>
#include <onnx/shape_inference/implementation.h>

#include <climits>
#include <unordered_map>

#include "lazy_schema_registry.h"

namespace onnx::checker {

// The checker itself; the library exports it, its header declares only the two that call it.
void check_model(const ModelProto& model, CheckerContext& context);

}  // namespace onnx::checker

namespace recast {
namespace {

const LazySchemaRegistry& registry() {
  static const LazySchemaRegistry registry;
  return registry;
}

int newestOpset(const std::string& domain) {
  const auto& ranges = onnx::OpSchemaRegistry::DomainToVersionRange::Instance().Map();
  auto range = ranges.find(domain == "ai.onnx" ? onnx::ONNX_DOMAIN : domain);
  return range == ranges.end() ? INT_MAX : range->second.second;
}

bool parse(const std::string& bytes, onnx::ModelProto& model) {
  google::protobuf::io::CodedInputStream stream(reinterpret_cast<const uint8_t*>(bytes.data()),
                                                static_cast<int>(bytes.size()));
  stream.SetTotalBytesLimit(INT_MAX);
  return model.ParseFromCodedStream(&stream) && stream.ConsumedEntireMessage();
}

// Why this version of libonnx cannot judge the model; empty if it can.
std::string reasonNotToJudge(const onnx::ModelProto& model) {
  if (model.ir_version() > onnx::IR_VERSION) {
    return "IR version " + std::to_string(model.ir_version()) +
           ", this libonnx knows versions up to " + std::to_string(onnx::IR_VERSION);
  }
  for (const auto& opset : model.opset_import()) {
    int newest = newestOpset(opset.domain());
    if (opset.version() > newest) {
      std::string domain = opset.domain().empty() ? "ai.onnx" : opset.domain();
      return domain + " opset " + std::to_string(opset.version()) +
             ", this libonnx knows versions up to " + std::to_string(newest);
    }
  }
  return {};
}

// Inference reads the values of some operands and refuses external ones, which are not at hand. As
// graph inputs they have a type and no values.
void hideExternalInitializers(onnx::GraphProto& graph) {
  auto& initializers = *graph.mutable_initializer();
  int kept = 0;
  for (int index = 0; index < initializers.size(); ++index) {
    const onnx::TensorProto& tensor = initializers[index];
    if (tensor.data_location() != onnx::TensorProto::EXTERNAL) {
      if (kept != index) initializers.SwapElements(kept, index);
      ++kept;
      continue;
    }
    onnx::ValueInfoProto& input = *graph.add_input();
    input.set_name(tensor.name());
    auto& type = *input.mutable_type()->mutable_tensor_type();
    type.set_elem_type(tensor.data_type());
    type.mutable_shape();
    for (int64_t extent : tensor.dims()) type.mutable_shape()->add_dim()->set_dim_value(extent);
  }
  initializers.DeleteSubrange(kept, initializers.size() - kept);
}

InferredValue inferredValue(const onnx::ValueInfoProto& info) {
  InferredValue value;
  value.name = info.name();
  if (!info.type().has_tensor_type()) return value;
  const auto& type = info.type().tensor_type();
  value.elementType = type.elem_type();
  value.hasRank = type.has_shape();
  for (const auto& dim : type.shape().dim()) {
    Dimension dimension;
    if (dim.has_dim_value()) {
      dimension.kind = Dimension::Kind::value;
      dimension.value = dim.dim_value();
    } else if (dim.has_dim_param()) {
      dimension.kind = Dimension::Kind::parameter;
      dimension.parameter = dim.dim_param();
    }
    value.dimensions.push_back(std::move(dimension));
  }
  return value;
}

void check(const onnx::ModelProto& model, const std::string& directory) {
  onnx::checker::CheckerContext context;
  context.set_schema_registry(&registry());
  context.set_model_dir(directory);
  onnx::checker::check_model(model, context);
}

std::vector<InferredValue> infer(onnx::ModelProto& model, bool wantsTypes) {
  int inputs = model.graph().input_size();
  hideExternalInitializers(*model.mutable_graph());
  onnx::ShapeInferenceOptions options(/*check_type=*/true, /*strict_mode=*/1, /*data_prop=*/true);
  std::unordered_map<std::string, onnx::TensorShapeProto> computedShapes;
  onnx::shape_inference::InferShapes(model, &registry(), options, &computedShapes);

  std::vector<InferredValue> values;
  if (!wantsTypes) return values;
  const onnx::GraphProto& graph = model.graph();
  for (int index = 0; index < inputs; ++index) values.push_back(inferredValue(graph.input(index)));
  for (const auto& info : graph.value_info()) values.push_back(inferredValue(info));
  for (const auto& info : graph.output()) values.push_back(inferredValue(info));
  return values;
}

}  // namespace

void warmUp() {
  google::protobuf::SetLogHandler(nullptr);
  // The first schema pays for the tables of type names, the first message for protobuf's own.
  registry().GetSchema("Add", newestOpset(onnx::ONNX_DOMAIN), onnx::ONNX_DOMAIN);
  onnx::ModelProto model;
  parse({}, model);
}

Answer judge(const Request& request) {
  try {
    onnx::ModelProto model;
    if (!parse(request.model, model)) return {Status::invalid, "not a serialized ModelProto", {}};
    std::string reason = reasonNotToJudge(model);
    if (!reason.empty()) return {Status::notJudged, reason, {}};

    check(model, request.directory);
    return {Status::valid, {}, infer(model, request.wantsTypes)};
  } catch (const std::exception& error) {
    // onnx::checker::ValidationError and onnx::InferenceError among them.
    return {Status::invalid, error.what(), {}};
  } catch (...) {
    return {Status::invalid, "libonnx failed without saying why", {}};
  }
}

std::string version() {
  return "libonnx for IR version " + std::to_string(onnx::IR_VERSION) + ", opset " +
         std::to_string(newestOpset(onnx::ONNX_DOMAIN));
}

}  // namespace recast

#endif
