public import Architectures
import ByteIO
public import Checkpoints
public import ConversionKit
public import Diagnostics

/// One check of a checkpoint against an architecture.
public struct Validation: Sendable {
  /// The checkpoint's path.
  public var checkpointPath: String
  /// The architecture: a path, a printed model, or the name of one that ships with this program.
  public var architecture: String
  /// The path of the weights inside the checkpoint's file.
  public var selection: String?
  /// The path of the model inside the architecture's file.
  public var architectureSelection: String?
  /// Whether missing and unexpected entries count as errors, as `strict=True` makes them.
  public var isStrict: Bool
  /// Whether every element is read and must be finite.
  public var checksValues: Bool
  /// Values that the user sets by name, for an architecture file.
  public var overrides: Hyperparameters

  /// Makes a check.
  public init(
    of checkpointPath: String, against architecture: String, selection: String? = nil,
    architectureSelection: String? = nil, isStrict: Bool = true, checksValues: Bool = false,
    overrides: Hyperparameters = Hyperparameters()
  ) {
    self.checkpointPath = checkpointPath
    self.architecture = architecture
    self.selection = selection
    self.architectureSelection = architectureSelection
    self.isStrict = isStrict
    self.checksValues = checksValues
    self.overrides = overrides
  }

  /// Compares everything and reports all of it.
  ///
  /// - Throws: a ``Diagnostic`` or a ``DiagnosticList`` if one of the two cannot be read; a checkpoint
  ///   that does not fit is no error but a report.
  public func run(
    with formats: FormatRegistry = .standard,
    architectures: ArchitectureRegistry = .standard, diagnostics: DiagnosticCollector
  ) throws -> ValidationReport {
    let location = Location(file: checkpointPath)
    do {
      let opened = try OpenedCheckpoint(
        at: checkpointPath, selection: selection, formats, diagnostics)
      let source = ArchitectureSource(
        text: architecture, selection: architectureSelection,
        framework: opened.checkpoint.framework, formats: formats, architectures: architectures)
      let resolved = try source.load(diagnostics: diagnostics).resolve(
        for: opened.unwrapped, overrides: overrides, diagnostics: diagnostics)
      let expected = resolved.tree.expectedEntries
      var binding = Binding(
        opened.checkpoint, to: expected, ignoring: resolved.ignoredEntries,
        entryPrefix: resolved.entryPrefix, keepsPrefixes: true, isStrict: isStrict)
      binding.report.advice = ArchitectureAdvice(
        checkpoint: opened.checkpoint, architecture: resolved, report: binding.report,
        architectures: architectures
      ).advice()
      if checksValues { binding.report.nonFinite = try opened.checkpoint.nonFiniteEntries() }
      try opened.source.verifyUnchanged()
      return ValidationReport(
        checkpointPath: checkpointPath, selection: opened.checkpoint.selection,
        format: opened.format, architecture: resolved.variant ?? resolved.name,
        className: resolved.className,
        framework: opened.checkpoint.framework == .mindspore ? .mindspore : resolved.framework,
        isStrict: isStrict,
        expectedCount: expected.count, storedCount: opened.checkpoint.entries.count,
        binding: binding.report)
    } catch let error as Diagnostic {
      throw error.located(at: location)
    } catch let error as DiagnosticList {
      throw DiagnosticList(error.diagnostics.map { $0.located(at: location) }) ?? error
    }
  }
}
