import ModelIR
import ProtobufWire

/// A named tensor, a `TensorProto`, whose elements stay where they are until they are written.
struct ONNXTensor: Hashable, Sendable {
  /// Where the elements are, seen from the message.
  enum Placement: Hashable, Sendable {
    case inline
    /// In another file beside the model.
    case external(ONNXExternalRange)
  }

  /// The name; empty for the tensor of an attribute.
  let name: String
  /// The elements.
  let weight: Weight
  /// Where they go.
  var placement = Placement.inline

  /// The message: dims 1, data_type 2, name 8, raw_data 9, external_data 13, data_location 14.
  func message(_ payloads: inout ONNXPayloads) -> ProtobufWriter {
    var message = ProtobufWriter()
    for size in weight.shape { message.add(size, field: 1) }
    message.add(weight.elementType.onnxDataType, field: 2)
    if !name.isEmpty { message.add(name, field: 8) }
    switch placement {
    case .inline:
      message.addPayload(
        byteCount: weight.byteCount, index: payloads.add(weight), field: 9)
    case .external(let range):
      for (key, value) in [
        ("location", range.location), ("offset", "\(range.byteOffset)"),
        ("length", "\(weight.byteCount)"),
      ] {
        var entry = ProtobufWriter()
        entry.add(key, field: 1)
        entry.add(value, field: 2)
        message.add(entry, field: 13)
      }
      message.add(1, field: 14)
    }
    return message
  }
}

/// Where a tensor begins in a file beside the model.
struct ONNXExternalRange: Hashable, Sendable {
  /// The file's name, without a folder.
  let location: String
  /// The first byte.
  let byteOffset: Int
}

/// The tensors whose elements a message takes in, by the number of their payload.
struct ONNXPayloads: Sendable {
  /// The tensors in order.
  private(set) var weights: [Weight] = []

  /// Takes a tensor in and returns its number.
  mutating func add(_ weight: Weight) -> Int {
    weights.append(weight)
    return weights.count - 1
  }
}
