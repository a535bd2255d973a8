import Checkpoints
import Diagnostics
import ModelIR

/// Lays the blocks that a kernel slides over side by side: `[N, C, H, W]` becomes `[N, C·kernel, L]`.
///
/// | setting | default |
/// |---|---|
/// | kernel_size | required |
/// | dilation, padding, stride | 1, 0, 1 |
struct UnfoldLayer: Layer {
  static let kinds = ["Unfold"]

  private let blocks: SlidingBlocks

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    blocks = try SlidingBlocks(&settings)
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters { blocks.hyperparameters }

  var extraText: String {
    hyperparameters.printed("kernel_size", "dilation", "padding", "stride")
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: 4...4)
    guard let channels = context.shape(x)[1].size, channels > 0 else {
      throw context.problem("the input has \(context.shape(x)[1]) channels, a number is needed")
    }
    let selection = try blocks.selection(channels: channels, like: x, in: &context)
    let places = try context.add(
      Convolution(window: blocks.window, groups: channels), x, selection)
    return [try context.add(Flatten(startAxis: 2, endAxis: 3), places)]
  }
}
