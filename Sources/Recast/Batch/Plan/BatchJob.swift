import Checkpoints
import ConversionKit
import Diagnostics

/// One conversion of a batch.
public struct BatchJob: Sendable {
  /// What the conversion is called in reports, unique in its batch: the job's name in the batch file and
  /// the input.
  public let id: String
  /// The file to convert; of a pattern that matches nothing, the pattern.
  public let input: String
  /// The file to write; nothing where the job cannot be begun.
  public internal(set) var output: String?
  /// The size of the input, which says how long the conversion takes.
  public let byteCount: Int

  let settings: BatchSettings
  let expectation: BatchExpectation
  /// The architecture as this process finds it.
  let architecture: String?
  /// The recorded numbers for this input.
  let numbers: NumberFiles?
  /// Why it cannot be begun.
  var refusal: Diagnostic?

  /// The recorded inputs and outputs of one model.
  struct NumberFiles: Hashable, Sendable {
    let inputs: String
    let outputs: String
    let relativeTolerance: Double
    let absoluteTolerance: Double
  }

  /// The conversion.
  func conversion(checkerPath: String?) throws(Diagnostic) -> Conversion {
    var inputs: [InputSpecification] = []
    for text in settings.inputShapes { inputs.append(try InputSpecification(parsing: text)) }
    return Conversion(
      from: input, to: output ?? "", target: settings.target,
      request: ModelRequest(
        selection: settings.selection, inputs: inputs,
        swapsSpatialAxes: settings.swapsSpatialAxes),
      options: ExportOptions(
        opset: settings.opset, cannRelease: settings.cannRelease,
        externalData: settings.externalData.map { $0 ? .always : .never } ?? .automatic,
        checkerPath: checkerPath),
      checkpointOptions: settings.checkpoint,
      binding: BindingRequest(
        architecture: architecture, overrides: settings.overrides, isStrict: settings.isStrict))
  }
}
