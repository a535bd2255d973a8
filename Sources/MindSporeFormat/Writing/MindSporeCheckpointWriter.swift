import ByteIO
public import Checkpoints
public import ConversionKit
public import Diagnostics
import ModelIR

/// Writes checkpoints as `mindspore.save_checkpoint` does.
public struct MindSporeCheckpointWriter: CheckpointWriter {
  public let format = FormatDescription(
    id: "mindspore-ckpt", name: "MindSpore checkpoint", suffixes: [".ckpt"],
    summary: "weights with appended numbers and texts, for mindspore.load_checkpoint")

  public let framework = Framework.mindspore

  public let features = CheckpointFeatures(
    forms: [.weights, .checkpoint], hasMetadata: true, hasChecksum: true)

  /// The most bytes of a tensor that one entry gets, as MindSpore cuts them.
  public static let standardPieceByteCount = 512 << 20

  /// The mode that MindSpore gives to finished checkpoints: their owner may read them.
  static let fileMode: UInt32 = 0o400

  private let pieceByteCount: Int

  /// Makes a writer.
  ///
  /// - Parameter pieceByteCount: the most bytes of a tensor that one entry gets.
  public init(pieceByteCount: Int = standardPieceByteCount) {
    precondition(pieceByteCount > 0)
    self.pieceByteCount = pieceByteCount
  }

  /// Writes the weights, and behind them the metadata unless the form is the weights alone.
  ///
  /// - Throws: a ``DiagnosticList`` of everything that a checkpoint of MindSpore cannot hold, and what
  ///   reading and writing raise.
  public func write(
    _ content: CheckpointContent, to path: String, options: CheckpointOptions,
    diagnostics: DiagnosticCollector
  ) throws -> ExportSummary {
    try features.check(options, for: format)
    let planned = try WrittenEntries(
      content.checkpoint, withMetadata: options.form != .weights, to: path,
      diagnostics: diagnostics)
    var sink = try CheckpointSink(
      OutputFile(replacing: path), hasChecksum: options.hasChecksum,
      pieceByteCount: pieceByteCount)
    for entry in planned.entries {
      try sink.write(entry)
    }
    try content.provenance.confirmSources(of: planned.entries.map(\.weight))
    let byteCount = try sink.commit(mode: Self.fileMode)
    return ExportSummary(
      checkpoint: [.init(path: path, byteCount: byteCount)], entryCount: planned.entries.count)
  }
}
