import Checkpoints
import Diagnostics
import ModelIR

/// The mean of each window.
///
/// | setting | default |
/// |---|---|
/// | kernel_size | required |
/// | stride | `None`: the kernel's size |
/// | padding | 0 |
/// | ceil_mode | false |
/// | count_include_pad | true |
/// | divisor_override | `None`: the window's size; not of an `AvgPool1d` |
struct AveragePoolLayer: Layer {
  static let kinds = ["AvgPool1d", "AvgPool2d", "AvgPool3d"]

  let hyperparameters: Hyperparameters
  private let window: PoolingWindow
  private let countsPadding: Bool
  private let divisor: Int?

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    window = try PoolingWindow(&settings)
    countsPadding = try settings.boolean("count_include_pad", default: true)
    let isFlat = settings.spatialRank == 1
    divisor =
      isFlat || settings.present("divisor_override") == nil
      ? nil : try settings.integer("divisor_override", in: LayerSettings.sizeRange)
    func shown(_ sizes: WrittenSizes) -> HyperparameterValue {
      isFlat ? .tuple(sizes.sizes) : sizes.written
    }
    var hyperparameters: Hyperparameters = [
      "kernel_size": shown(window.kernel), "stride": shown(window.stride),
      "padding": shown(window.padding), "ceil_mode": .boolean(window.roundsUp),
      "count_include_pad": .boolean(countsPadding),
    ]
    if !isFlat {
      hyperparameters["divisor_override"] = divisor.map { .integer($0) } ?? HyperparameterValue.none
    }
    self.hyperparameters = hyperparameters
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("kernel_size", "stride", "padding") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: window.inputRank)
    let kernel = window.kernel.sizes
    let pool = try AveragePool(
      kernel: kernel, window: window.slidingWindow(of: x, in: context), rounding: window.rounding,
      countsPadding: countsPadding || divisor != nil)
    let mean = try context.add(pool, x, named: "AvgPool")
    guard let divisor else { return [mean] }
    // Every window then has all its elements, so that its sum is the mean times their number.
    guard !window.roundsUp else {
      throw context.unsupported("divisor_override together with ceil_mode cannot be converted")
    }
    let count = kernel.reduce(1.0) { $0 * Double($1) }
    let factor = try context.scalar(count / Double(divisor), like: x)
    return [try context.add(Multiply(), mean, factor)]
  }
}
