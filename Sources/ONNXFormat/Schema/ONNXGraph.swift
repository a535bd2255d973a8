import ProtobufWire

/// Nodes with the tensors that they share, a `GraphProto`.
struct ONNXGraph: Hashable, Sendable {
  /// The name.
  var name: String
  /// The nodes in an order in which they can run.
  var nodes: [ONNXNode] = []
  /// The stored tensors in order of first use.
  var initializers: [ONNXTensor] = []
  /// The inputs.
  var inputs: [ONNXValueInfo] = []
  /// The outputs.
  var outputs: [ONNXValueInfo] = []

  /// The number of nodes, those of graphs inside included.
  var totalNodeCount: Int {
    nodes.reduce(nodes.count) { count, node in
      node.attributes.reduce(count) { count, attribute in
        guard case .graph(let inside) = attribute.value else { return count }
        return count + inside.totalNodeCount
      }
    }
  }

  /// The message: node 1, name 2, initializer 5, input 11, output 12.
  func message(_ payloads: inout ONNXPayloads) -> ProtobufWriter {
    var message = ProtobufWriter()
    for node in nodes { message.add(node.message(&payloads), field: 1) }
    message.add(name, field: 2)
    for tensor in initializers { message.add(tensor.message(&payloads), field: 5) }
    for input in inputs { message.add(input.message(), field: 11) }
    for output in outputs { message.add(output.message(), field: 12) }
    return message
  }
}
