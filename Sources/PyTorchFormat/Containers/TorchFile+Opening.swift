import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import Pickle

extension TorchFile {
  /// How deep files may stand in byte strings of files.
  static let nestingLimit = 8
  /// How the files of a checkpoint in several files end.
  static let shardSuffixes = [".bin", ".pt", ".pth"]
  /// How many compressions may be around a file.
  private static let compressionLimit = 2

  /// Reads what a file is, its directory and its pickle; no storage is read.
  ///
  /// - Throws: ``DiagnosticCode/torchForeignFile`` for what PyTorch did not write, and what the
  ///   container raises.
  static func open(
    _ source: SourceFile, diagnostics: DiagnosticCollector
  ) throws(Diagnostic) -> TorchFile {
    let prefix = try source.prefix(4096)
    if ShardIndex.claim(source, prefix: prefix, shardSuffixes: shardSuffixes) > .no {
      return try shards(of: source, diagnostics: diagnostics)
    }
    var file = source
    var facts: [MetadataEntry] = []
    while let compression = Compression(prefix: try file.prefix(16)) {
      guard facts.count < compressionLimit else {
        throw Diagnostic(
          .torchNesting, "the file is compressed more than \(compressionLimit) times over",
          at: Location(file: source.path))
      }
      facts.append(MetadataEntry("compression", compression.rawValue))
      file = try file.decompressed(compression)
    }
    let opened = try open(file.wholeRange, diagnostics: diagnostics)
    if case .object(let container) = opened.content,
      DistributedMetadata.isRoot(of: container.document)
    {
      return try DistributedCheckpoint(container.document, in: source).file()
    }
    return TorchFile(
      facts: facts + opened.facts, content: opened.content, program: opened.program)
  }

  /// Reads what the bytes of a range are.
  static func open(
    _ range: FileRange, diagnostics: DiagnosticCollector
  ) throws(Diagnostic) -> TorchFile {
    let prefix = try range.file.bytes(at: range.byteOffset, count: min(512, range.byteCount))
    switch TorchSignature(prefix) {
    case .zip:
      let early = EarlyPickle(in: range)
      return try open(TorchArchive(range), early: early, diagnostics: diagnostics)
    case .tar:
      return TorchFile(try TarContainer(range))
    case .pickle:
      let first = try PickleDocument.read(range, limits: .torch)
      if first.isLegacyMagic {
        return TorchFile(try LegacyStream(range, after: first, diagnostics: diagnostics))
      }
      return TorchFile(PlainPickle(first, in: range, diagnostics: diagnostics))
    case nil:
      // An archive may have other bytes before it, and is found by its end.
      if let archive = try? TorchArchive(range) {
        return try open(archive, diagnostics: diagnostics)
      }
      let finding = ForeignFormat.recognise(prefix, byteCount: range.byteCount)
      throw Diagnostic(
        .torchForeignFile, finding ?? "the file is none of PyTorch's: neither archive nor pickle",
        at: Location(file: range.file.path))
    }
  }

  /// Opens the file that a byte string of another file is, such as `torch.storage._load_from_bytes`
  /// takes.
  ///
  /// - Parameter nesting: how many files this one is inside of; 1 for a file in a file.
  /// - Throws: ``DiagnosticCode/torchNesting`` over ``nestingLimit``, and what opening raises.
  static func nested(
    _ bytes: PickleBytes, nesting: Int, in path: String
  ) throws(Diagnostic) -> any TorchContainer {
    let location = Location(file: path)
    guard nesting <= nestingLimit else {
      throw Diagnostic(
        .torchNesting, "files stand in byte strings of files more than \(nestingLimit) deep",
        at: location)
    }
    guard case .file(let range) = bytes else {
      throw Diagnostic(
        .torchForeignFile,
        "a byte string of \(bytes.byteCount) bytes cannot be the PyTorch file that it should be",
        at: location)
    }
    switch try open(range, diagnostics: DiagnosticCollector()).content {
    case .object(let container), .script(module: let container, constants: _): return container
    case .weights:
      throw Diagnostic(
        .torchArchiveUnsupported, "a program of torch.export stands in a byte string", at: location)
    }
  }

  private init(_ container: any TorchContainer) {
    self.init(facts: container.facts, content: .object(container))
  }

  private static func open(
    _ archive: TorchArchive, early: consuming EarlyPickle? = nil, diagnostics: DiagnosticCollector
  ) throws(Diagnostic) -> TorchFile {
    if let remark = archive.remark { diagnostics.emit(remark) }
    switch archive.kind {
    case .object: return try archive.openObject(early)
    case .exportArchive: return try ExportArchive(archive).file()
    case .exportedProgram: return try ExportedProgramFile(archive).file(diagnostics: diagnostics)
    case .scriptModel: return try ScriptModelFile(archive).file()
    }
  }
}
