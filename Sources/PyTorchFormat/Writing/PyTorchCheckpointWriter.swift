public import Checkpoints
public import ConversionKit
public import Diagnostics
import ByteIO
import ModelIR

/// Writes state dicts and checkpoint dictionaries as `torch.save` does.
///
/// The file is today's zip archive, or the stream of the releases before 1.6; either is loaded by
/// `torch.load` with `weights_only=True`.
public struct PyTorchCheckpointWriter: CheckpointWriter {
  public let format = FormatDescription(
    id: "pytorch", name: "PyTorch checkpoint", suffixes: [".pth", ".pt", ".bin"],
    summary: "state dicts and checkpoint dictionaries for torch.load")
  public let framework = Framework.pytorch
  public let features = CheckpointFeatures(
    forms: [.weights, .checkpoint], hasMetadata: true, hasLegacyContainer: true)

  /// Makes the writer.
  public init() {}

  public func write(
    _ content: CheckpointContent, to path: String, options: CheckpointOptions,
    diagnostics: DiagnosticCollector
  ) throws -> ExportSummary {
    try features.check(options, for: format)
    let checkpoint = content.checkpoint
    try checkpoint.requireWritable(in: path) { entry in
      guard TorchStorageKind(of: entry.weight.elementType) == nil else { return nil }
      return (.checkpointElementType, "torch.load has no tensors of \(entry.weight.elementType)")
    }
    let isCheckpoint =
      (options.form ?? (options.metadata.isEmpty ? .weights : .checkpoint))
      == .checkpoint
    let metadata = isCheckpoint ? checkpoint.metadata : nil
    if metadata?[TorchSavedObject.weightsName] != nil {
      throw Diagnostic(
        .checkpointOption,
        "metadata cannot be called '\(TorchSavedObject.weightsName)', where the weights are",
        at: Location(file: path))
    }
    let object = TorchSavedObject(
      checkpoint, metadata: metadata, isLegacy: options.isLegacy)
    var file = try OutputFile(replacing: path)
    if options.isLegacy {
      try object.writeStream(to: &file)
    } else {
      file = try object.writeArchive(named: Self.archiveName(for: path), to: file)
    }
    try content.provenance.confirmSources(of: object.storages)
    let byteCount = file.position
    try file.commit()
    return ExportSummary(
      checkpoint: [ExportSummary.File(path: path, byteCount: byteCount)],
      entryCount: checkpoint.entries.count)
  }

  /// The folder inside the archive: the file's name without its ending, as `torch.save` takes it.
  static func archiveName(for path: String) -> String {
    let name = SourceFile.name(of: path)
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    let isPlain = stem.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\\") }
    return stem.isEmpty || stem.utf8.count > 1000 || !isPlain ? "archive" : stem
  }
}
