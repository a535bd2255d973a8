import ByteIO
import Diagnostics
import ProtobufWire

/// What an ONNX file says of itself, a `ModelProto`, with the tensors of its graph.
struct ONNXContents: Sendable {
  /// A version of an operator set.
  struct Opset: Hashable, Sendable {
    /// Whose operators: empty for ONNX's own.
    let domain: String
    /// The version.
    let version: Int
  }

  /// The file.
  let source: SourceFile
  /// The version of the file format.
  private(set) var irVersion = 0
  /// What wrote it: `pytorch`.
  private(set) var producer = ""
  /// The version of what wrote it.
  private(set) var producerVersion = ""
  /// The operator sets that the graph uses.
  private(set) var opsets: [Opset] = []
  /// The number of functions that the model defines.
  private(set) var functionCount = 0
  /// The graph.
  private(set) var graph = ONNXGraphContents()

  /// The versions of the file format that are taken for some; 14 is the newest there is.
  static let irVersions = 1...32

  /// Reads everything but the elements of tensors.
  ///
  /// - Throws: ``DiagnosticCode/onnxMalformed``, ``DiagnosticCode/onnxMalformedTensor``,
  ///   ``DiagnosticCode/onnxOverLimit``, and what the encoding and the file raise.
  static func read(_ source: SourceFile) throws(Diagnostic) -> ONNXContents {
    var contents = ONNXContents(source: source)
    var message = try ONNXMessageReader(
      source.wholeRange, depth: 0, path: "model", windowByteCount: 512)
    var graph: FileRange?
    while let field = try message.next() {
      switch field.number {
      case 1:
        try message.single(field, "ir_version")
        contents.irVersion = try message.integer(field, "ir_version")
      case 2:
        try message.single(field, "producer_name")
        contents.producer = try message.text(field, "producer_name")
      case 3:
        try message.single(field, "producer_version")
        contents.producerVersion = try message.text(field, "producer_version")
      case 7:
        try message.single(field, "graph")
        graph = try message.content(field, "graph")
      case 8: try contents.add(try opset(try message.content(field, "opset_import")), message)
      case 25:
        _ = try message.content(field, "functions")
        contents.functionCount += 1
      default: break
      }
    }
    guard irVersions.contains(contents.irVersion) else {
      throw message.malformed(
        "the file has the IR version \(contents.irVersion), ONNX has 1 and later")
    }
    guard let graph else { throw message.malformed("the model has no graph") }
    // Version 3 brought operator sets.
    guard contents.irVersion < 3 || !contents.opsets.isEmpty else {
      throw message.malformed("the model names no operator set")
    }
    contents.graph = try ONNXGraphContents.read(graph)
    return contents
  }

  private init(source: SourceFile) { self.source = source }

  /// An `OperatorSetIdProto`: domain 1, version 2.
  private static func opset(_ range: FileRange) throws(Diagnostic) -> Opset {
    var message = try ONNXMessageReader(range, depth: 1, path: "opset_import")
    var domain = ""
    var version = 0
    while let field = try message.next() {
      switch field.number {
      case 1:
        try message.single(field, "domain")
        domain = try message.text(field, "domain")
      case 2:
        try message.single(field, "version")
        version = try message.integer(field, "version")
      default: break
      }
    }
    guard (0...Int(Int32.max)).contains(version) else {
      throw message.malformed("\(version) is no version of an operator set")
    }
    // The default domain has two names.
    return Opset(domain: domain == "ai.onnx" ? "" : domain, version: version)
  }

  private mutating func add(_ opset: Opset, _ message: ONNXMessageReader) throws(Diagnostic) {
    let same = opsets.first { $0.domain.utf8.elementsEqual(opset.domain.utf8) }
    guard let same else {
      guard opsets.count < 1024 else {
        throw message.malformed("the model names more than 1024 operator sets", .onnxOverLimit)
      }
      return opsets.append(opset)
    }
    guard same.version == opset.version else {
      throw message.malformed(
        "the operator set '\(opset.domain.prefix(100))' is named with the versions "
          + "\(same.version) and \(opset.version)")
    }
  }
}
