import ByteIO
import Diagnostics
import ModelIR
import ProtobufWire

/// What a MindIR file says of itself, a `ModelProto`: ir_version 1, producer_name 2, model_version 5,
/// graph 7, functions 8, little_endian 10, primitives 12, mind_ir_version 13, user_info 14.
struct MindIRContents: Sendable {
  /// The file.
  let source: SourceFile
  /// The version of the file format: `1.1`.
  private(set) var irVersion = ""
  /// The newer count of that version.
  private(set) var mindIRVersion: Int?
  /// The release of MindSpore that wrote it.
  private(set) var modelVersion = ""
  private(set) var producer = ""
  /// Whether numbers are stored with their lowest byte first.
  private(set) var isLittleEndian = true
  /// The main graph, then the functions.
  private(set) var graphs: [MindIRGraph] = []
  private(set) var primitives: [MindIRPrimitive] = []

  /// The most graphs and the most primitives.
  private static let mostParts = 1 << 18

  /// Reads everything but the elements of tensors.
  ///
  /// - Throws: ``DiagnosticCode/mindIRMalformed``, ``DiagnosticCode/mindIROverLimit``, and what the
  ///   encoding and the file raise.
  static func read(_ source: SourceFile) throws(Diagnostic) -> MindIRContents {
    var contents = MindIRContents(source: source)
    var message = try MindIRMessage(source.wholeRange, path: "")
    var main: MindIRGraph?
    var functions: [MindIRGraph] = []
    while let field = try message.next() {
      switch field.number {
      case 1: contents.irVersion = try message.text(field, "ir_version")
      case 2: contents.producer = try message.text(field, "producer_name")
      case 5: contents.modelVersion = try message.text(field, "model_version")
      case 7: main = try MindIRGraph(try message.nested(field, "graph"))
      case 8: functions.append(try MindIRGraph(try message.nested(field, "functions")))
      case 10: contents.isLittleEndian = try message.integer(field, "little_endian") != 0
      case 12:
        contents.primitives.append(try MindIRPrimitive(try message.nested(field, "primitives")))
      case 13: contents.mindIRVersion = try message.integer(field, "mind_ir_version")
      default: break
      }
      guard functions.count <= mostParts, contents.primitives.count <= mostParts else {
        throw message.malformed("the model has too many functions", .mindIROverLimit)
      }
    }
    guard let main else { throw message.malformed("the model has no graph") }
    contents.graphs = [main] + functions
    return contents
  }

  private init(source: SourceFile) { self.source = source }

  /// The tensors of the main graph and where they are.
  var parameters: [MindIRTensor] { graphs.first?.parameters ?? [] }
}

/// A `PrimitiveProto`: name 1, op_type 2, attribute 3, instance_name 4, prim_type 5.
struct MindIRPrimitive: Sendable {
  /// The name by which nodes refer to it: `Conv2D:14`.
  private(set) var name = ""
  /// The primitive's own name: `Conv2D`.
  private(set) var opType = ""
  private(set) var attributes: [MindIRAttribute] = []

  init(_ message: consuming MindIRMessage) throws(Diagnostic) {
    var message = message
    while let field = try message.next() {
      switch field.number {
      case 1: name = try message.text(field, "name")
      case 2: opType = try message.text(field, "op_type")
      case 3: attributes.append(try MindIRAttribute(try message.nested(field, "attribute")))
      default: break
      }
    }
  }
}
