import Checkpoints
import Diagnostics
import ModelIR

/// Adds blocks up where a kernel would have slid over them: `[N, C·kernel, L]` becomes `[N, C, H, W]`.
///
/// | setting | default |
/// |---|---|
/// | output_size | required: H and W |
/// | kernel_size | required |
/// | dilation, padding, stride | 1, 0, 1 |
struct FoldLayer: Layer {
  static let kinds = ["Fold"]

  private let output: WrittenSizes
  private let blocks: SlidingBlocks

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    output = try settings.writtenSizes("output_size", rank: 2, in: LayerSettings.sizeRange)
    blocks = try SlidingBlocks(&settings)
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters {
    let size: Hyperparameters = ["output_size": output.written]
    return size.merging(blocks.hyperparameters)
  }

  var extraText: String {
    hyperparameters.printed("output_size", "kernel_size", "dilation", "padding", "stride")
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: 3...3)
    let window = blocks.window
    var positions: [Int] = []
    var rest: [Int] = []
    for axis in 0..<2 {
      // The sizes are 31 bits long, so that none of this overflows.
      let reach = window.dilations[axis] * (blocks.kernel.sizes[axis] - 1) + 1
      let room = output.sizes[axis] + 2 * window.padsBefore[axis] - reach
      guard room >= 0 else {
        throw context.problem("blocks of \(reach) do not fit the output \(output.written)")
      }
      positions.append(room / window.strides[axis] + 1)
      rest.append(room % window.strides[axis])
    }
    guard let count = blocks.count, let all = context.shape(x)[1].size, all > 0,
      all.isMultiple(of: count)
    else {
      throw context.problem(
        "the input has \(context.shape(x)[1]) channels, a multiple of \(blocks.kernel.written) is "
          + "needed")
    }
    let grid = try context.add(
      Reshape(
        target: context.keptSizes(of: x, 0..<1) + [.size(all)] + positions.map { .size($0) }), x)
    let selection = try blocks.selection(channels: all / count, like: x, in: &context)
    return [
      try context.add(
        ConvolutionTranspose(window: window, outputPadding: rest, groups: all / count), grid,
        selection)
    ]
  }
}
