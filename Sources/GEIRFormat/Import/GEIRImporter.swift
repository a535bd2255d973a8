public import ByteIO
public import ConversionKit
public import Diagnostics
import ProtobufWire

/// Reads GEIR models, and those inside of compiled models.
public struct GEIRImporter: Importer {
  /// Makes an importer.
  public init() {}

  public let format = FormatDescription(
    id: "geir", name: "GEIR (AIR)", suffixes: [".air", ".pb", ".om"],
    summary: "the graph engine's models, and the graphs inside of compiled ones")

  /// The most fields of a file that are looked at to recognise a model.
  private static let mostFieldCount = 4096

  public func claim(_ source: SourceFile, prefix: [UInt8]) -> FormatClaim {
    if OfflineModel.isOne(prefix) { return .signature }
    if (try? Self.isModel(source)) == true { return .structure }
    return format.matchesSuffix(of: source.path) && !source.path.lowercased().hasSuffix(".pb")
      ? .suffixOnly : .no
  }

  public func open(
    _ source: SourceFile, diagnostics: DiagnosticCollector
  ) throws -> any ImportedFile {
    let prefix = try source.prefix(1024)
    if let foreign = ForeignFormat.recognise(prefix, byteCount: source.byteCount) {
      throw Diagnostic(
        .unknownFormat, "\(foreign); it is no GEIR model", at: Location(file: source.path))
    }
    return GEIRFile(
      try Self.model(in: source, prefix: prefix), source: source,
      isCompiled: OfflineModel.isOne(prefix), format: format)
  }

  /// The model in a file, with constants of other files in their places.
  static func model(in source: SourceFile, prefix: [UInt8]) throws(Diagnostic) -> GEModel {
    let range =
      OfflineModel.isOne(prefix)
      ? try OfflineModel.modelRange(in: source) : source.wholeRange
    var model = try GEModel.read(range)
    try model.resolveExternalConstants(beside: source)
    return model
  }

  /// Whether the whole file is a message with the fields of a `ModelDef` and no others, and its first
  /// graph one with those of a `GraphDef`.
  ///
  /// MindSpore's and ONNX's models have their nodes in a graph's first field.
  private static func isModel(_ source: SourceFile) throws(Diagnostic) -> Bool {
    var reader = try ProtobufReader(WindowedReader(source.wholeRange, windowByteCount: 512))
    var graph: FileRange?
    for _ in 0..<mostFieldCount {
      guard let field = try reader.next() else { break }
      switch (field.number, field.value) {
      case (2, .varint): break
      case (7, .lengthDelimited(let range)): graph = graph ?? range
      case (1, .lengthDelimited), (3, .lengthDelimited), (11, .lengthDelimited),
        (12, .lengthDelimited):
        break
      default: return false
      }
    }
    guard let graph else { return false }
    return try isGraph(graph)
  }

  private static func isGraph(_ range: FileRange) throws(Diagnostic) -> Bool {
    var reader = try ProtobufReader(WindowedReader(range, windowByteCount: 512))
    var hasName = false
    for _ in 0..<mostFieldCount {
      guard let field = try reader.next() else { return false }
      switch (field.number, field.value) {
      case (1, .lengthDelimited):
        guard !hasName else { return false }
        hasName = true
      case (4...5, .lengthDelimited), (11...12, .lengthDelimited): break
      case (6, .lengthDelimited(let operation)): return try isOperator(operation)
      default: return false
      }
    }
    return false
  }

  private static func isOperator(_ range: FileRange) throws(Diagnostic) -> Bool {
    var reader = try ProtobufReader(WindowedReader(range, windowByteCount: 512))
    var names = 0
    for _ in 0..<2 {
      guard let field = try reader.next(), case .lengthDelimited(let text) = field.value,
        field.number == names + 1, text.byteCount <= 4096
      else { return false }
      names += 1
    }
    return true
  }
}
