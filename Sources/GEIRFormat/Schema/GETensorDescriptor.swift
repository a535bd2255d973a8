import ModelIR
import ProtobufWire

/// The type of one input or output of an operator, a `TensorDescriptor`.
struct GETensorDescriptor: Hashable, Sendable {
  /// The name; the exporter gives it to the outputs of a graph.
  var name = ""
  /// The number of the elements' type in `ge.proto.DataType`.
  var dataType = GEDataType.undefined
  /// The sizes, −1 for one that is not known before the model runs.
  var shape: [Int] = []
  /// What the axes are.
  var layout = ""
  /// Settings: origins, ranges of sizes.
  var attributes = GEAttributes()
  /// The device; `NPU` in every file that frameworks write.
  var deviceType = ""
  /// The number of axes as it was meant.
  var realDimensionCount = 0
  /// Where the elements of a compiled model's constant are in its weights.
  var dataOffset = 0
  /// How many bytes a compiled model's constant has.
  var weightByteCount = 0

  /// The message: name 1, dtype 2, shape 3 of dim 1, layout 4, attr 5, device_type 14, real_dim_cnt 16;
  /// values that are the schema's defaults are left out, as proto3 has it.
  func message(_ payloads: inout GEPayloads) -> ProtobufWriter {
    var message = ProtobufWriter()
    if !name.isEmpty { message.add(name, field: 1) }
    if dataType != 0 { message.add(dataType, field: 2) }
    var sizes = ProtobufWriter()
    sizes.addPacked(shape, field: 1)
    message.add(sizes, field: 3)
    if !layout.isEmpty { message.add(layout, field: 4) }
    attributes.add(to: &message, field: 5, &payloads)
    if weightByteCount != 0 { message.add(weightByteCount, field: 11) }
    if !deviceType.isEmpty { message.add(deviceType, field: 14) }
    if realDimensionCount != 0 { message.add(realDimensionCount, field: 16) }
    if dataOffset != 0 { message.add(dataOffset, field: 18) }
    return message
  }
}

/// A descriptor with elements, a `TensorDef`.
struct GETensor: Hashable, Sendable {
  /// Where the elements are.
  enum Content: Hashable, Sendable {
    /// In the message, or on their way into it.
    case inline(Weight)
    /// In a file of their own beside the model.
    case external(Weight)
    /// Nowhere, or not as a weight: why.
    case unusable(String)
  }

  /// The type.
  var descriptor: GETensorDescriptor
  /// The elements.
  var content: Content

  /// The message: desc 1, data 2.
  func message(_ payloads: inout GEPayloads) -> ProtobufWriter {
    var message = ProtobufWriter()
    message.add(descriptor.message(&payloads), field: 1)
    if case .inline(let weight) = content, weight.byteCount > 0 {
      message.addPayload(byteCount: weight.byteCount, index: payloads.add(weight), field: 2)
    }
    return message
  }
}

/// The tensors whose elements a message takes in, by the number of their payload.
struct GEPayloads: Sendable {
  /// The tensors in order.
  private(set) var weights: [Weight] = []

  /// Takes a tensor in and returns its number.
  mutating func add(_ weight: Weight) -> Int {
    weights.append(weight)
    return weights.count - 1
  }
}
