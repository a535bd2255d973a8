import ByteIO
import Diagnostics
import ModelIR
import ProtobufWire

/// Operators with what goes in and comes out, a `GraphDef`.
struct GEGraph: Hashable, Sendable {
  /// The name.
  var name: String
  /// What goes in: `name:0` of each `Data`.
  var inputs: [String] = []
  /// What comes out: `name:index`.
  var outputs: [String] = []
  /// The operators, in an order in which they can run.
  var operators: [GEOperator] = []
  /// Settings.
  var attributes = GEAttributes()

  /// The message: name 1, input 4, output 5, op 6, attr 11.
  func message(_ payloads: inout GEPayloads) -> ProtobufWriter {
    var message = ProtobufWriter()
    if !name.isEmpty { message.add(name, field: 1) }
    for input in inputs { message.add(input, field: 4) }
    for output in outputs { message.add(output, field: 5) }
    for operation in operators { message.add(operation.message(&payloads), field: 6) }
    attributes.add(to: &message, field: 11, &payloads)
    return message
  }
}

/// A graph and what it is made of, a `ModelDef`, the outermost message of a file.
struct GEModel: Hashable, Sendable {
  /// The name; empty in what frameworks write.
  var name = ""
  /// The version; 0 in what frameworks write.
  var version = 0
  /// A version of the writer's own.
  var customVersion = ""
  /// The graphs; the first is the model, others stand inside its operators.
  var graphs: [GEGraph]
  /// Settings.
  var attributes = GEAttributes()

  /// The message: name 1, version 2, custom_version 3, graph 7, attr 11.
  func message() -> GEMessage {
    var payloads = GEPayloads()
    var message = ProtobufWriter()
    if !name.isEmpty { message.add(name, field: 1) }
    if version != 0 { message.add(version, field: 2) }
    if !customVersion.isEmpty { message.add(customVersion, field: 3) }
    for graph in graphs { message.add(graph.message(&payloads), field: 7) }
    attributes.add(to: &message, field: 11, &payloads)
    return GEMessage(structure: message, payloads: payloads.weights)
  }
}

/// A model as it is written: structure in memory, tensors where they were.
struct GEMessage: Sendable {
  /// The message with places for the payloads.
  let structure: ProtobufWriter
  /// The tensors that go into those places.
  let payloads: [Weight]

  /// The bytes of the whole message.
  var byteCount: Int { structure.byteCount }

  /// Writes the message.
  func write<Sink: ByteSink & ~Copyable>(to sink: inout Sink) throws(Diagnostic) {
    try structure.write(to: &sink) { (index, sink) throws(Diagnostic) in
      try payloads[index].write(to: &sink)
    }
  }
}
