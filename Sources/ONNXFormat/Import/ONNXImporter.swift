public import ByteIO
public import ConversionKit
public import Diagnostics
import ProtobufWire

/// Reads the tensors of ONNX models; their graphs are not converted.
public struct ONNXImporter: Importer {
  /// Makes an importer.
  public init() {}

  public let format = FormatDescription(
    id: "onnx", name: "ONNX", suffixes: [".onnx"],
    summary: "the tensors of ONNX models, to inspect and to validate against")

  /// The most fields of a model that are looked at to recognise one.
  private static let mostFieldCount = 1 << 16

  public func claim(_ source: SourceFile, prefix: [UInt8]) -> FormatClaim {
    if (try? Self.isModel(source)) == true { return .structure }
    return format.matchesSuffix(of: source.path) ? .suffixOnly : .no
  }

  public func open(
    _ source: SourceFile, diagnostics: DiagnosticCollector
  ) throws -> any ImportedFile {
    if let foreign = ForeignFormat.recognise(
      try source.prefix(1024), byteCount: source.byteCount)
    {
      throw Diagnostic(
        .unknownFormat, "\(foreign); it is no ONNX model", at: Location(file: source.path))
    }
    return ONNXFile(try ONNXContents.read(source), format: format)
  }

  /// Whether the whole file is a message with the fields of a `ModelProto` and no others.
  ///
  /// MindSpore's models have a text where the version is, its checkpoints nothing else than that
  /// field.
  private static func isModel(_ source: SourceFile) throws(Diagnostic) -> Bool {
    var reader = try ProtobufReader(WindowedReader(source.wholeRange, windowByteCount: 512))
    var irVersion: UInt64?
    var hasGraph = false
    for _ in 0..<mostFieldCount {
      guard let field = try reader.next() else { break }
      switch (field.number, field.value) {
      case (1, .varint(let version)) where irVersion == nil: irVersion = version
      case (5, .varint): break
      case (7, .lengthDelimited(let graph)) where graph.byteCount > 0: hasGraph = true
      case (2...4, .lengthDelimited), (6, .lengthDelimited), (8, .lengthDelimited),
        (14, .lengthDelimited), (20, .lengthDelimited), (25...26, .lengthDelimited):
        break
      default: return false
      }
    }
    guard let irVersion, let version = Int(exactly: irVersion) else { return false }
    return hasGraph && ONNXContents.irVersions.contains(version)
  }
}
