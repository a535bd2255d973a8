import Checkpoints
import Diagnostics
import ModelIR

/// The blocks that `Fold` and `Unfold` move between: a kernel that slides over a plane.
struct SlidingBlocks: Sendable {
  let kernel: WrittenSizes
  let dilation: WrittenSizes
  let padding: WrittenSizes
  let stride: WrittenSizes

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let range = LayerSettings.sizeRange
    kernel = try settings.writtenSizes("kernel_size", rank: 2, in: range)
    dilation = try settings.writtenSizes("dilation", rank: 2, default: .integer(1), in: range)
    padding = try settings.writtenSizes(
      "padding", rank: 2, default: .integer(0), in: 0...Int(Int32.max))
    stride = try settings.writtenSizes("stride", rank: 2, default: .integer(1), in: range)
  }

  /// The settings by name.
  var hyperparameters: Hyperparameters {
    [
      "kernel_size": kernel.written, "dilation": dilation.written, "padding": padding.written,
      "stride": stride.written,
    ]
  }

  /// How the kernel moves.
  var window: SlidingWindow {
    SlidingWindow(
      strides: stride.sizes, dilations: dilation.sizes, padsBefore: padding.sizes,
      padsAfter: padding.sizes)
  }

  /// The elements of one block, nothing for more than a constant should hold.
  var count: Int? {
    let (count, overflow) = kernel.sizes[0].multipliedReportingOverflow(by: kernel.sizes[1])
    return overflow || count > LayerContext.constantLimit ? nil : count
  }

  /// A kernel for each place of a block and channel, which has a 1 there and 0 elsewhere.
  func selection(
    channels: Int, like x: ValueID, in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    guard let count, count <= LayerContext.constantLimit / count,
      channels <= LayerContext.constantLimit / (count * count)
    else { throw context.unsupported("blocks of \(kernel.written) of \(channels) channels") }
    var numbers = [Double](repeating: 0, count: channels * count * count)
    for row in 0..<channels * count { numbers[row * count + row % count] = 1 }
    guard let weight = Weight.array(numbers, context.elementType(x)) else {
      throw context.problem("numbers are expected, the input is \(context.elementType(x))")
    }
    return context.constant(weight.reshaped(to: [channels * count, 1] + kernel.sizes))
  }
}
