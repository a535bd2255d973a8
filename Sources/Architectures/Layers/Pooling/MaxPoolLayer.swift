import Checkpoints
import Diagnostics
import ModelIR

/// The greatest element of each window.
///
/// | setting | default |
/// |---|---|
/// | kernel_size | required |
/// | stride | `None`: the kernel's size |
/// | padding, dilation | 0, 1; padding may be `same_upper`, too |
/// | return_indices | false; true cannot be converted |
/// | ceil_mode | false |
struct MaxPoolLayer: Layer {
  static let kinds = ["MaxPool1d", "MaxPool2d", "MaxPool3d"]

  let hyperparameters: Hyperparameters
  private let window: PoolingWindow
  private let returnsIndices: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    window = try PoolingWindow(&settings, hasDilation: true)
    returnsIndices = try settings.boolean("return_indices", default: false)
    hyperparameters = [
      "kernel_size": window.kernel.written, "stride": window.stride.written,
      "padding": window.padding.written, "dilation": window.dilation.written,
      "return_indices": .boolean(returnsIndices), "ceil_mode": .boolean(window.roundsUp),
    ]
    try settings.requireAllTaken()
  }

  var extraText: String {
    hyperparameters.printed("kernel_size", "stride", "padding", "dilation", "ceil_mode")
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    guard !returnsIndices else {
      throw context.unsupported("return_indices is True: the places of maxima cannot be converted")
    }
    let x = try context.single(inputs, rank: window.inputRank)
    let pool = MaxPool(
      kernel: window.kernel.sizes, window: try window.slidingWindow(of: x, in: context),
      rounding: window.rounding)
    return [try context.add(pool, x, named: "MaxPool")]
  }
}
