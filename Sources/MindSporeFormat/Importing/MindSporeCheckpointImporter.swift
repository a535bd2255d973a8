public import ByteIO
public import ConversionKit
public import Diagnostics

/// Reads MindSpore's checkpoints of every release, encrypted ones with their key.
public struct MindSporeCheckpointImporter: Importer {
  private let key: DecryptionKey?

  /// Makes an importer.
  ///
  /// - Parameter key: the key of encrypted files.
  public init(key: DecryptionKey? = nil) { self.key = key }

  public let format = FormatDescription(
    id: "mindspore-ckpt", name: "MindSpore checkpoint", suffixes: [".ckpt"],
    summary: "weights and training checkpoints of every MindSpore release, also encrypted ones")

  public func claim(_ source: SourceFile, prefix: [UInt8]) -> FormatClaim {
    if EncryptionCipher(prefix: prefix) != nil {
      // Encrypted models begin alike; their name tells them apart.
      return source.path.lowercased().hasSuffix(".mindir") ? .structure : .signature
    }
    return CheckpointSignature.begins(prefix) ? .signature : .no
  }

  public func open(
    _ source: SourceFile, diagnostics: DiagnosticCollector
  ) throws -> any ImportedFile {
    let prefix = try source.prefix(4096)
    if let cipher = EncryptionCipher(prefix: prefix) {
      let decrypted = try DecryptedFile(source, cipher, key: key)
      guard CheckpointSignature.begins(try decrypted.file.prefix(4096)) else {
        throw Diagnostic(
          .mindsporeMalformed,
          "the decrypted bytes are no checkpoint; the key may be another one, or this is a model: "
            + "those have names ending in .mindir", at: Location(file: source.path))
      }
      return try file(source, decrypted.file, cipher, diagnostics)
    }
    if let foreign = ForeignFormat.recognise(prefix, byteCount: source.byteCount) {
      throw Diagnostic(
        .unknownFormat, "\(foreign); it is no checkpoint of MindSpore",
        at: Location(file: source.path))
    }
    return try file(source, source, nil, diagnostics)
  }

  private func file(
    _ source: SourceFile, _ plain: SourceFile, _ cipher: EncryptionCipher?,
    _ diagnostics: DiagnosticCollector
  ) throws(Diagnostic) -> MindSporeCheckpointFile {
    let contents = try CheckpointContents(plain)
    if contents.overwrittenCount > 0 {
      diagnostics.emit(
        Diagnostic(
          .mindsporeOverwritten, severity: .warning,
          "\(contents.overwrittenCount) entries are overwritten by later ones of the same name",
          at: Location(file: source.path)))
    }
    return MindSporeCheckpointFile(contents, source: source, format: format, cipher: cipher)
  }
}
