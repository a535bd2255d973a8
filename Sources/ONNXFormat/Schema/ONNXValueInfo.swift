import ModelIR
import ProtobufWire

/// A named tensor type, a `ValueInfoProto`.
struct ONNXValueInfo: Hashable, Sendable {
  /// The value's name.
  let name: String
  /// Its type; an unknown size has neither number nor name in the file.
  let type: TensorType

  /// The message: name 1, type 2 of tensor_type 1 of elem_type 1, shape 2 of dim 1 of dim_value 1 or
  /// dim_param 2.
  func message() -> ProtobufWriter {
    var shape = ProtobufWriter()
    for dimension in type.shape.dimensions {
      var size = ProtobufWriter()
      if let number = dimension.size {
        size.add(number, field: 1)
      } else if let text = dimension.text {
        size.add(text, field: 2)
      }
      shape.add(size, field: 1)
    }
    var tensor = ProtobufWriter()
    tensor.add(type.elementType.onnxDataType, field: 1)
    tensor.add(shape, field: 2)
    var wrapped = ProtobufWriter()
    wrapped.add(tensor, field: 1)
    var message = ProtobufWriter()
    message.add(name, field: 1)
    message.add(wrapped, field: 2)
    return message
  }
}
