public import Checkpoints
public import Diagnostics

/// Writes weights as one framework or library stores them.
///
/// A writer stores what it is given: names and layouts are already its framework's, element types
/// those that were asked for.
public protocol CheckpointWriter: Sendable {
  /// The format that it writes.
  var format: FormatDescription { get }

  /// The framework whose names and layouts the format's readers expect; unspecified for a format that
  /// keeps those of any.
  var framework: Framework { get }

  /// Which of the options the format has a place for; the others are refused before anything is read.
  var features: CheckpointFeatures { get }

  /// Writes a checkpoint to a file, or to several that belong together, which appear whole or not at
  /// all.
  ///
  /// - Throws: a diagnostic or a list of them: an option or an element type that the format does not
  ///   have, a weight without elements, what reading and writing raise; the target is then as it was
  ///   before.
  func write(
    _ content: CheckpointContent, to path: String, options: CheckpointOptions,
    diagnostics: DiagnosticCollector
  ) throws -> ExportSummary
}

extension CheckpointWriter {
  /// Everything: the writer looks at the options itself.
  public var features: CheckpointFeatures { .all }
}
