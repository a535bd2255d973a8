import Checkpoints
import Diagnostics
import ModelIR

/// Divides by the activity of neighbouring channels.
///
/// | setting | default |
/// |---|---|
/// | size | required: how many channels are summed |
/// | alpha, beta, k | 1e-4, 0.75, 1 |
struct LocalResponseNormLayer: Layer {
  static let kinds = ["LocalResponseNorm"]

  let hyperparameters: Hyperparameters
  private let size: Int
  private let alpha: Double
  private let beta: Double
  private let addend: Double

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    size = try settings.integer("size", in: LayerSettings.sizeRange)
    let alpha = try settings.writtenNumber("alpha", default: .number(1e-4))
    let beta = try settings.writtenNumber("beta", default: .number(0.75))
    let addend = try settings.writtenNumber("k", default: .number(1))
    self.alpha = alpha.value
    self.beta = beta.value
    self.addend = addend.value
    hyperparameters = [
      "size": .integer(size), "alpha": alpha.written, "beta": beta.written, "k": addend.written,
    ]
    try settings.requireAllTaken()
  }

  var extraText: String { "\(size), " + hyperparameters.printed("alpha", "beta", "k") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: 3...5)
    if !size.isMultiple(of: 2), context.rank(x) == 4 {
      return [
        try context.add(
          LocalResponseNormalization(size: size, alpha: alpha, beta: beta, bias: addend), x,
          named: "LocalResponseNorm")
      ]
    }
    // The operator puts the odd neighbour of an even size behind the channel, the framework before
    // it: the mean of the squares is taken over channels as over an axis of space.
    let rank = context.rank(x)
    guard rank <= 4 else {
      throw context.unsupported("a LocalResponseNorm over \(rank - 2) spatial axes has no operator")
    }
    let squares = try context.add(Unsqueeze(axes: [1]), try context.add(Square(), x))
    let ones = [Int](repeating: 1, count: rank - 2)
    let zeros = ones.map { _ in 0 }
    let window = SlidingWindow(
      strides: [1] + ones, padsBefore: [size / 2] + zeros, padsAfter: [(size - 1) / 2] + zeros)
    let means = try context.add(
      AveragePool(kernel: [size] + ones, window: window, countsPadding: true), squares)
    let mean = try context.add(Squeeze(axes: [1]), means)
    let scaled = try context.add(Multiply(), mean, try context.scalar(alpha, like: x))
    let sum = try context.add(Add(), scaled, try context.scalar(addend, like: x))
    let divisor = try context.add(Pow(), sum, try context.scalar(beta, like: x))
    return [try context.add(Divide(), x, divisor)]
  }
}
