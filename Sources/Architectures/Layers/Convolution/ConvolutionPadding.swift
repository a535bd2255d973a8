import Checkpoints
import Diagnostics
import ModelIR

/// What a convolution puts around its input.
struct ConvolutionPadding: Hashable, Sendable {
  /// Elements before and after each spatial axis.
  let before: [Int]
  let after: [Int]
  /// The setting as it is printed: `(1, 1)` or `same`.
  let written: HyperparameterValue
  /// The kernel, where the padding depends on the input's size as well.
  let upperKernel: [Int]?
  /// What the elements are: `zeros`, `reflect`, `replicate`, `circular`.
  let mode: String

  /// Reads `padding` and `padding_mode`.
  init(
    _ settings: inout LayerSettings, kernel: [Int], strides: [Int], dilations: [Int]
  ) throws(Diagnostic) {
    mode = try settings.choice(
      "padding_mode", of: ["zeros", "reflect", "replicate", "circular"], default: "zeros")
    let setting = settings.value("padding")
    upperKernel = setting == .text(UpperPadding.name) ? kernel : nil
    switch setting {
    case .some(.text(UpperPadding.name)):
      before = kernel.map { _ in 0 }
      after = before
      written = .text(UpperPadding.name)
    case .some(.text("valid")):
      before = kernel.map { _ in 0 }
      after = before
      written = .text("valid")
    case .some(.text("same")):
      guard strides.allSatisfy({ $0 == 1 }) else {
        throw settings.invalid("padding", .text("same"), "numbers where the stride is not 1")
      }
      let totals = zip(kernel, dilations).map { ($0 - 1) * $1 }
      before = totals.map { $0 / 2 }
      after = totals.map { $0 - $0 / 2 }
      written = .text("same")
    default:
      let sizes = try settings.sizes(
        "padding", rank: kernel.count, default: kernel.map { _ in 0 }, in: 0...Int(Int32.max))
      before = sizes
      after = sizes
      written = .tuple(sizes)
    }
  }

  /// The setting's text behind the others, nothing for no padding.
  var text: String {
    written == .tuple(before.map { _ in 0 }) ? "" : ", padding=\(written)"
  }

  /// The movement of a kernel, and the input with what is no zeros around it.
  func window(
    of x: ValueID, strides: [Int], dilations: [Int], in context: inout LayerContext
  ) throws(Diagnostic) -> (x: ValueID, window: SlidingWindow) {
    var (before, after) = (before, after)
    if let upperKernel {
      (before, after) = try UpperPadding.sizes(
        of: x, kernel: upperKernel, strides: strides, dilations: dilations, in: context)
    }
    let zeros = before.map { _ in 0 }
    guard let padMode, before + after != zeros + zeros else {
      return (
        x,
        SlidingWindow(
          strides: strides, dilations: dilations, padsBefore: before, padsAfter: after)
      )
    }
    let padded = try context.padded(
      x, before: [0, 0] + before, after: [0, 0] + after, mode: padMode)
    return (
      padded,
      SlidingWindow(strides: strides, dilations: dilations, padsBefore: zeros, padsAfter: zeros)
    )
  }

  private var padMode: Pad.Mode? {
    switch mode {
    case "reflect": .reflect
    case "replicate": .edge
    case "circular": .wrap
    default: nil
    }
  }
}
