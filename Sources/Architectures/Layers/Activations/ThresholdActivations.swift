import Checkpoints
import Diagnostics
import ModelIR

/// The identity between two bounds.
///
/// | setting | default |
/// |---|---|
/// | min_val | -1.0 |
/// | max_val | 1.0 |
struct HardtanhLayer: ElementwiseActivation {
  static let kinds = ["Hardtanh"]

  let hyperparameters: Hyperparameters
  let operation: any Operator

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let minimum = try settings.writtenNumber("min_val", alias: "min_value", default: .number(-1))
    let maximum = try settings.writtenNumber("max_val", alias: "max_value", default: .number(1))
    let inPlace = try settings.boolean("inplace", default: false)
    hyperparameters = [
      "min_val": minimum.written, "max_val": maximum.written, "inplace": .boolean(inPlace),
    ]
    operation = HardTanh(minimum: minimum.value, maximum: maximum.value)
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printedWithInPlace(["min_val", "max_val"]) }
}

/// A value for whatever is not above a threshold.
///
/// | setting | default |
/// |---|---|
/// | threshold | required |
/// | value | required |
struct ThresholdLayer: ElementwiseActivation {
  static let kinds = ["Threshold"]

  let hyperparameters: Hyperparameters
  let operation: any Operator

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let threshold = try settings.writtenNumber("threshold")
    let value = try settings.writtenNumber("value")
    let inPlace = try settings.boolean("inplace", default: false)
    hyperparameters = [
      "threshold": threshold.written, "value": value.written, "inplace": .boolean(inPlace),
    ]
    operation = Threshold(threshold: threshold.value, value: value.value)
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printedWithInPlace(["threshold", "value"]) }
}

/// Zero for what is near to zero.
///
/// | setting | default |
/// |---|---|
/// | lambd | 0.5 |
struct HardshrinkLayer: ElementwiseActivation {
  static let kinds = ["Hardshrink"]

  let hyperparameters: Hyperparameters
  let operation: any Operator

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let lambda = try settings.writtenNumber("lambd", default: .number(0.5))
    hyperparameters = ["lambd": lambda.written]
    operation = HardShrink(lambda: lambda.value)
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters["lambd"]?.description ?? "" }
}

/// Values moved towards zero.
///
/// | setting | default |
/// |---|---|
/// | lambd | 0.5 |
struct SoftshrinkLayer: ElementwiseActivation {
  static let kinds = ["Softshrink"]

  let hyperparameters: Hyperparameters
  let operation: any Operator

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let lambda = try settings.writtenNumber("lambd", default: .number(0.5))
    hyperparameters = ["lambd": lambda.written]
    operation = SoftShrink(lambda: lambda.value)
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters["lambd"]?.description ?? "" }
}
