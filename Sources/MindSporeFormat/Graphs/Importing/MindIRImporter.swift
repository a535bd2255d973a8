public import ByteIO
public import ConversionKit
public import Diagnostics

/// Reads MindSpore's exported models, encrypted ones with their key.
public struct MindIRImporter: Importer {
  private let key: DecryptionKey?

  /// Makes an importer.
  ///
  /// - Parameter key: the key of encrypted files.
  public init(key: DecryptionKey? = nil) { self.key = key }

  public let format = FormatDescription(
    id: "mindir", name: "MindIR", suffixes: [".mindir"],
    summary: "models that MindSpore exported as MindIR, with their weights or with those of a .ckpt"
  )

  /// The most fields of a model that are looked at to recognise one.
  private static let mostFieldCount = 1 << 16

  public func claim(_ source: SourceFile, prefix: [UInt8]) -> FormatClaim {
    let hasSuffix = format.matchesSuffix(of: source.path)
    if EncryptionCipher(prefix: prefix) != nil { return hasSuffix ? .signature : .no }
    if (try? Self.isModel(source)) == true { return .signature }
    return hasSuffix ? .suffixOnly : .no
  }

  public func open(
    _ source: SourceFile, diagnostics: DiagnosticCollector
  ) throws -> any ImportedFile {
    let prefix = try source.prefix(1024)
    var plain = source
    if let cipher = EncryptionCipher(prefix: prefix) {
      plain = try DecryptedFile(source, cipher, key: key).file
    } else if let foreign = ForeignFormat.recognise(prefix, byteCount: source.byteCount) {
      throw Diagnostic(
        .unknownFormat, "\(foreign); it is no MindIR", at: Location(file: source.path))
    }
    return MindIRFile(try MindIRContents.read(plain), format: format)
  }

  /// Whether the whole file is a message with the fields of MindIR's `ModelProto` and no others.
  ///
  /// ONNX has a number where the version is, checkpoints have nothing but that field.
  private static func isModel(_ source: SourceFile) throws(Diagnostic) -> Bool {
    var message = try MindIRMessage(source.wholeRange, path: "")
    var hasVersion = false
    var hasGraph = false
    for _ in 0..<mostFieldCount {
      guard let field = try message.next() else { break }
      switch (field.number, field.value) {
      case (1, .content(let version)) where !hasVersion:
        guard (1...16).contains(version.byteCount) else { return false }
        hasVersion = try version.bytes().allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
        guard hasVersion else { return false }
      case (7, .content(let graph)): hasGraph = graph.byteCount > 0
      case (2...6, .content), (8...9, .content), (11...12, .content), (14...15, .content),
        (10, .varint), (13, .varint):
        break
      default: return false
      }
    }
    return hasVersion && hasGraph
  }
}
