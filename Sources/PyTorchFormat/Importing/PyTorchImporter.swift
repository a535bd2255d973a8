public import ByteIO
public import ConversionKit
public import Diagnostics

/// Reads PyTorch's files of every release: state dicts, checkpoints, whole modules.
///
/// A tensor's name is its path from the saved object: keys, positions and attributes joined by dots.
/// A key may hold dots itself; where two tensors would have one name, the later ends in ` (2)`.
public struct PyTorchImporter: Importer {
  /// The format's names.
  public let format = FormatDescription(
    id: "pytorch", name: "PyTorch file",
    suffixes: [".pth", ".pt", ".bin", ".ckpt", ".tar", ".pkl", ".pt2", ".jit"],
    summary: "weights, checkpoints, modules, TorchScript and programs of every release")

  /// Makes the importer.
  public init() {}

  public func claim(_ source: SourceFile, prefix: [UInt8]) -> FormatClaim {
    switch TorchSignature(prefix) {
    case .zip?: return .structure
    case .tar?: return .structure
    case .pickle?: return .structure
    case nil: break
    }
    let index = ShardIndex.claim(source, prefix: prefix, shardSuffixes: TorchFile.shardSuffixes)
    if index > .no { return index }
    if Compression(prefix: Array(prefix.prefix(16))) != nil {
      return format.matchesSuffix(of: Self.withoutCompression(source.path))
        ? .structure : .suffixOnly
    }
    return format.matchesSuffix(of: source.path) ? .suffixOnly : .no
  }

  public func open(
    _ source: SourceFile, diagnostics: DiagnosticCollector
  ) throws -> any ImportedFile {
    try PyTorchFile(source, diagnostics: diagnostics)
  }

  public func securityReport(of source: SourceFile) throws -> SecurityReport? {
    try PickleScan.report(of: source)
  }

  /// A path without the ending of a compression: `model.pth.gz` is a `.pth`.
  private static func withoutCompression(_ path: String) -> String {
    for suffix in [".gz", ".bz2", ".xz"] where path.lowercased().hasSuffix(suffix) {
      return String(path.dropLast(suffix.count))
    }
    return path
  }
}
