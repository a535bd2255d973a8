import Checkpoints
import Diagnostics
import ModelIR

/// The power average of each window: `(Σ xᵖ)^(1/p)`.
///
/// | setting | default |
/// |---|---|
/// | norm_type | p, required |
/// | kernel_size | required |
/// | stride | `None`: the kernel's size |
/// | ceil_mode | false |
struct LPPoolLayer: Layer {
  static let kinds = ["LPPool1d", "LPPool2d", "LPPool3d"]

  let hyperparameters: Hyperparameters
  private let window: PoolingWindow
  private let power: Double

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let power = try settings.writtenNumber(
      "norm_type", in: Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude)
    let stride = settings.value("stride") ?? HyperparameterValue.none
    window = try PoolingWindow(&settings, hasPadding: false)
    self.power = power.value
    hyperparameters = [
      "norm_type": power.written, "kernel_size": window.kernel.written, "stride": stride,
      "ceil_mode": .boolean(window.roundsUp),
    ]
    try settings.requireAllTaken()
  }

  var extraText: String {
    hyperparameters.printed("norm_type", "kernel_size", "stride", "ceil_mode")
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: window.inputRank)
    let kernel = window.kernel.sizes
    if power == 2, !window.roundsUp {
      return [try context.add(LpPool(kernel: kernel, window: window.slidingWindow), x)]
    }
    // The framework takes powers and not their magnitudes, and scales the mean of a partial window by
    // the whole window's size.
    let powers = try context.add(Pow(), x, try context.scalar(power, like: x))
    let mean = try context.add(
      AveragePool(
        kernel: kernel, window: window.slidingWindow, rounding: window.rounding,
        countsPadding: true), powers)
    let count = kernel.reduce(1.0) { $0 * Double($1) }
    let sum = try context.add(Multiply(), mean, try context.scalar(count, like: x))
    return [try context.add(Pow(), sum, try context.scalar(1 / power, like: x))]
  }
}
