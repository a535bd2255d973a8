import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics

/// A checkpoint's file whose structure was read, with what stands beside it.
struct OpenedCheckpoint {
  let source: SourceFile
  let format: FormatDescription
  /// The weights under the names of the file.
  var checkpoint: Checkpoint
  /// What the file itself stores beside the weights, without a configuration beside the file.
  let storedMetadata: Hyperparameters

  /// Opens a file.
  ///
  /// - Throws: what reading raises.
  init(
    at path: String, selection: String?, _ registry: FormatRegistry,
    _ diagnostics: DiagnosticCollector
  ) throws {
    let source = try registry.source(at: path)
    let importer = try registry.importer(for: source)
    let file = try importer.open(source, diagnostics: diagnostics)
    try self.init(
      source, importer.format, file, selection: selection, diagnostics: diagnostics)
  }

  /// Takes the weights of an open file.
  ///
  /// - Throws: what reading raises.
  init(
    _ source: SourceFile, _ format: FormatDescription, _ file: any ImportedFile,
    selection: String?, diagnostics: DiagnosticCollector
  ) throws {
    self.source = source
    self.format = format
    var checkpoint = try file.makeCheckpoint(selection: selection, diagnostics: diagnostics)
    storedMetadata = checkpoint.metadata
    if let beside = SiblingConfiguration.read(beside: source, diagnostics: diagnostics) {
      checkpoint.metadata = beside.merging(checkpoint.metadata)
    }
    self.checkpoint = checkpoint
  }

  /// The weights without what wrappers put into the names: those that an architecture solves its
  /// sizes from.
  var unwrapped: Checkpoint {
    guard
      let (_, names) = ParameterPrefix.removingWrappers(from: checkpoint.entries.map(\.name))
    else { return checkpoint }
    var copy = checkpoint
    copy.entries = zip(names, checkpoint.entries).map {
      Checkpoint.Entry(name: $0, weight: $1.weight, facts: $1.facts)
    }
    return copy
  }
}
