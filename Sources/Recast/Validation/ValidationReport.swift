public import Checkpoints
public import ConversionKit

/// What a check of a checkpoint against an architecture found.
public struct ValidationReport: Hashable, Sendable {
  /// The checkpoint's path.
  public let checkpointPath: String
  /// Where in the file the weights were found; empty for the whole file.
  public let selection: String
  /// The checkpoint's format.
  public let format: FormatDescription
  /// The architecture's name, or which member of its family it is.
  public let architecture: String
  /// The class of the model, as a framework's error names it.
  public let className: String
  /// The framework whose rules and words apply.
  public let framework: Framework
  /// Whether missing and unexpected entries count.
  public let isStrict: Bool
  /// How many entries the architecture expects.
  public let expectedCount: Int
  /// How many tensors the checkpoint holds.
  public let storedCount: Int
  /// Everything that was found.
  public let binding: BindingReport

  /// Whether the checkpoint fits.
  public var fits: Bool { binding.fits(isStrict: isStrict) }

  /// The report in the words of the framework's own error.
  public var frameworkText: String {
    FrameworkMessage(
      binding, className: className, framework: framework, isStrict: isStrict
    ).text
  }
}
