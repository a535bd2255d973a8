import ProtobufWire

/// One use of an ONNX operator, a `NodeProto`.
struct ONNXNode: Hashable, Sendable {
  /// The operator's name in the default domain.
  let operatorType: String
  /// The names of the operands; empty for one that is left out.
  let inputs: [String]
  /// The names of the results; empty for one that is not wanted.
  let outputs: [String]
  /// The settings in order.
  let attributes: [ONNXAttribute]
  /// The name, unique in its graph.
  let name: String
  /// The place in the source model.
  let source: String

  /// The message: input 1, output 2, name 3, op_type 4, attribute 5, doc_string 6.
  func message(_ payloads: inout ONNXPayloads) -> ProtobufWriter {
    var message = ProtobufWriter()
    for input in inputs { message.add(input, field: 1) }
    for output in outputs { message.add(output, field: 2) }
    message.add(name, field: 3)
    message.add(operatorType, field: 4)
    for attribute in attributes { message.add(attribute.message(&payloads), field: 5) }
    if !source.isEmpty { message.add(source, field: 6) }
    return message
  }
}
