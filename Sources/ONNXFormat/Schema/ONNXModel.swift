import ByteIO
import Diagnostics
import ModelIR
import ProtobufWire

/// A graph with the version that it is written for, a `ModelProto`.
///
/// Field numbers are those of <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>, here and in the
/// types beside this one.
struct ONNXModel: Hashable, Sendable {
  /// The version of the default operator set.
  var opset: Int
  /// What wrote it.
  var producerVersion: String
  /// Where it comes from, in a fixed order.
  var metadata: [MetadataEntry] = []
  /// The graph.
  var graph: ONNXGraph

  /// The opsets that can be written, and the one that is written unless another is asked for: every
  /// maintained runtime reads it, and the reference checker of Debian 12 judges it.
  static let opsets = 13...21
  static let standardOpset = 17

  /// The least version of the file format that carries the opset.
  ///
  /// From the table in <https://github.com/onnx/onnx/blob/main/docs/Versioning.md>.
  var irVersion: Int {
    switch opset {
    case ..<15: 7
    case 15...18: 8
    case 19...20: 9
    default: 10
    }
  }

  /// The message with the tensors whose elements go into it: ir_version 1, producer_name 2,
  /// producer_version 3, graph 7, opset_import 8, metadata_props 14.
  func message() -> ONNXMessage { messageWithoutMetadata().describing(metadata) }

  /// The message up to its metadata.
  func messageWithoutMetadata() -> ONNXMessage {
    var payloads = ONNXPayloads()
    var message = ProtobufWriter()
    message.add(irVersion, field: 1)
    message.add("recast", field: 2)
    message.add(producerVersion, field: 3)
    message.add(graph.message(&payloads), field: 7)
    var operators = ProtobufWriter()
    // The default domain is the empty one; 2 is the version.
    operators.add("", field: 1)
    operators.add(opset, field: 2)
    message.add(operators, field: 8)
    return ONNXMessage(structure: message, payloads: payloads.weights)
  }
}

/// A model as it is written: structure in memory, tensors where they were.
struct ONNXMessage: Sendable {
  /// The message with places for the payloads.
  private(set) var structure: ProtobufWriter
  /// The tensors that go into those places.
  let payloads: [Weight]

  /// The bytes of the whole message.
  var byteCount: Int { structure.byteCount }

  /// The message with metadata at its end.
  func describing(_ metadata: [MetadataEntry]) -> ONNXMessage {
    var message = self
    for entry in metadata {
      var pair = ProtobufWriter()
      pair.add(entry.key, field: 1)
      pair.add(entry.value, field: 2)
      message.structure.add(pair, field: 14)
    }
    return message
  }

  /// Writes the message.
  func write<Sink: ByteSink & ~Copyable>(to sink: inout Sink) throws(Diagnostic) {
    try structure.write(to: &sink) { (index, sink) throws(Diagnostic) in
      try payloads[index].write(to: &sink)
    }
  }
}
