import Checkpoints
import Diagnostics
import ModelIR

/// The window of a pool and how it moves; a stride of `None` is the kernel's size.
struct PoolingWindow: Sendable {
  let kernel: WrittenSizes
  let stride: WrittenSizes
  let padding: WrittenSizes
  let dilation: WrittenSizes
  let roundsUp: Bool
  /// Whether the padding is that of ``UpperPadding``.
  let isUpper: Bool

  /// Reads the settings, of which pools may lack padding and dilation.
  init(
    _ settings: inout LayerSettings, hasPadding: Bool = true, hasDilation: Bool = false
  ) throws(Diagnostic) {
    let rank = settings.spatialRank
    let range = LayerSettings.sizeRange
    kernel = try settings.writtenSizes("kernel_size", rank: rank, in: range)
    stride = try settings.writtenSizes("stride", rank: rank, default: kernel.written, in: range)
    let zero = WrittenSizes(sizes: kernel.sizes.map { _ in 0 }, written: .integer(0))
    let one = WrittenSizes(sizes: kernel.sizes.map { _ in 1 }, written: .integer(1))
    isUpper = hasPadding && settings.value("padding") == .text(UpperPadding.name)
    padding =
      isUpper
      ? WrittenSizes(sizes: zero.sizes, written: .text(UpperPadding.name))
      : hasPadding
        ? try settings.writtenSizes(
          "padding", rank: rank, default: zero.written, in: 0...Int(Int32.max)) : zero
    dilation =
      hasDilation
      ? try settings.writtenSizes("dilation", rank: rank, default: one.written, in: range) : one
    roundsUp = try settings.boolean("ceil_mode", default: false)
    for (axis, size) in kernel.sizes.enumerated() {
      // The sizes are 31 bits long, so that none of this overflows.
      let reach = (size - 1) * dilation.sizes[axis] + 1
      guard padding.sizes[axis] <= reach / 2 else {
        throw settings.invalid(
          "padding", .integer(padding.sizes[axis]), "half of the window's \(reach) at most")
      }
    }
  }

  /// The number of axes of an input.
  var inputRank: ClosedRange<Int> { kernel.sizes.count + 2...kernel.sizes.count + 2 }

  /// The movement.
  var slidingWindow: SlidingWindow {
    SlidingWindow(
      strides: stride.sizes, dilations: dilation.sizes, padsBefore: padding.sizes,
      padsAfter: padding.sizes)
  }

  /// The movement over an input.
  func slidingWindow(
    of x: ValueID, in context: LayerContext
  ) throws(Diagnostic) -> SlidingWindow {
    guard isUpper else { return slidingWindow }
    let (before, after) = try UpperPadding.sizes(
      of: x, kernel: kernel.sizes, strides: stride.sizes, dilations: dilation.sizes, in: context)
    return SlidingWindow(
      strides: stride.sizes, dilations: dilation.sizes, padsBefore: before, padsAfter: after)
  }

  /// How partial windows at the end count.
  var rounding: SlidingWindow.Rounding { roundsUp ? .ceiling : .floor }
}
