import ProtobufWire

/// One use of an operator, an `OpDef`.
struct GEOperator: Hashable, Sendable {
  /// The name, unique in its graph.
  var name: String
  /// The operator's type: `Conv2D`.
  var type: String
  /// For each input what it is connected to, `name:index`; empty where it is nothing, `name:-1` for an
  /// edge that only orders.
  var inputs: [String] = []
  /// The settings, the names of inputs and outputs among them.
  var attributes = GEAttributes()
  /// The place among the graph's operators.
  var id = 0
  /// The types of the inputs, one a slot.
  var inputDescriptors: [GETensorDescriptor] = []
  /// The types of the outputs.
  var outputDescriptors: [GETensorDescriptor] = []
  /// The graphs inside.
  var subgraphNames: [String] = []

  /// The message: name 1, type 2, input 5, attr 10, id 21, input_desc 33, output_desc 34,
  /// subgraph_name 35.
  func message(_ payloads: inout GEPayloads) -> ProtobufWriter {
    var message = ProtobufWriter()
    message.add(name, field: 1)
    message.add(type, field: 2)
    for input in inputs { message.add(input, field: 5) }
    attributes.add(to: &message, field: 10, &payloads)
    if id != 0 { message.add(id, field: 21) }
    for descriptor in inputDescriptors { message.add(descriptor.message(&payloads), field: 33) }
    for descriptor in outputDescriptors { message.add(descriptor.message(&payloads), field: 34) }
    for name in subgraphNames { message.add(name, field: 35) }
    return message
  }
}

/// An input's text read as what it is connected to.
struct GEAnchor: Hashable, Sendable {
  /// The operator whose output it is.
  let name: String
  /// The output, −1 for an edge that only orders.
  let index: Int

  /// Reads `name:index`, or gives nothing for another text.
  ///
  /// The last colon counts, as names may hold some.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let colon = bytes.lastIndex(of: UInt8(ascii: ":")), colon > 0,
      let index = Int(String(decoding: bytes[(colon + 1)...], as: UTF8.self)), index >= -1
    else { return nil }
    name = String(decoding: bytes[..<colon], as: UTF8.self)
    self.index = index
  }
}
