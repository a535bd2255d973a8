import Checkpoints
import Diagnostics
import ModelIR

/// The exponential linear unit.
///
/// | setting | default |
/// |---|---|
/// | alpha | 1.0 |
struct ELULayer: ElementwiseActivation {
  static let kinds = ["ELU"]

  let hyperparameters: Hyperparameters
  let operation: any Operator

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let alpha = try settings.writtenNumber("alpha", default: .number(1))
    let inPlace = try settings.boolean("inplace", default: false)
    hyperparameters = ["alpha": alpha.written, "inplace": .boolean(inPlace)]
    operation = Elu(alpha: alpha.value)
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printedWithInPlace(["alpha"]) }
}

/// The exponential linear unit without a corner.
///
/// | setting | default |
/// |---|---|
/// | alpha | 1.0 |
struct CELULayer: ElementwiseActivation {
  static let kinds = ["CELU"]

  let hyperparameters: Hyperparameters
  let operation: any Operator

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let alpha = try settings.writtenNumber("alpha", default: .number(1))
    let inPlace = try settings.boolean("inplace", default: false)
    hyperparameters = ["alpha": alpha.written, "inplace": .boolean(inPlace)]
    operation = Celu(alpha: alpha.value)
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printedWithInPlace(["alpha"]) }
}

/// A smooth rectifier.
///
/// | setting | default |
/// |---|---|
/// | beta | 1.0 |
/// | threshold | 20.0, above which the result is the input |
struct SoftplusLayer: ElementwiseActivation {
  static let kinds = ["Softplus"]

  let hyperparameters: Hyperparameters
  let operation: any Operator

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let beta = try settings.writtenNumber("beta", default: .number(1))
    let threshold = try settings.writtenNumber("threshold", default: .number(20))
    hyperparameters = ["beta": beta.written, "threshold": threshold.written]
    operation = Softplus(beta: beta.value, threshold: threshold.value)
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("beta", "threshold") }
}
