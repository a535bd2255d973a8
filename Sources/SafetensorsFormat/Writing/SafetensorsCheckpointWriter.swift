import ByteIO
public import Checkpoints
public import ConversionKit
public import Diagnostics
import ModelIR
import SafetensorsFile

/// Writes weights as safetensors, in Hugging Face's or MindSpore's flavour, in one file or several.
public struct SafetensorsCheckpointWriter: CheckpointWriter {
  public let format = FormatDescription(
    id: "safetensors", name: "safetensors weights", suffixes: [".safetensors"],
    summary: "weights under the names of any framework, in one file or several with an index.json")
  public let framework = Framework.unspecified
  public let features = CheckpointFeatures(
    hasMetadata: true, hasShards: true, hasChecksum: true)

  /// Makes the writer.
  public init() {}

  public func write(
    _ content: CheckpointContent, to path: String, options: CheckpointOptions,
    diagnostics: DiagnosticCollector
  ) throws -> ExportSummary {
    try features.check(options, for: format)
    let checkpoint = content.checkpoint
    try checkpoint.requireWritable(in: path) { entry in
      if entry.name == SafetensorsHeaderWriter.metadataName {
        return (.checkpointEntryName, "the format keeps this name for texts about the whole file")
      }
      guard SafetensorsElementType.storing(entry.weight) == nil else { return nil }
      return (
        .checkpointElementType, "safetensors have no elements of \(entry.weight.elementType)"
      )
    }
    let flavour = SafetensorsFlavour(
      framework: options.framework ?? checkpoint.framework, metadata: checkpoint.metadata)
    let weights = checkpoint.entries.compactMap { SafetensorsOutput.Tensor($0) }
    guard let limit = options.maximumShardByteCount else {
      let output = try SafetensorsOutput(
        weights, metadata: try flavour.metadata(of: weights, hasChecksum: options.hasChecksum),
        of: content.provenance)
      return ExportSummary(
        checkpoint: [try output.write(to: path)], entryCount: weights.count)
    }
    return try SafetensorsShards(weights, limit: limit, of: content.provenance).write(
      to: path, flavour: flavour, hasChecksum: options.hasChecksum)
  }
}
