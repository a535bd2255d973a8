/// A pool that slides a window of fixed size over the spatial axes.
///
/// x is `[N, C, D1 … Dn]` with 1 to 3 spatial axes; every list of the attributes has one entry per
/// spatial axis.
public protocol WindowedPool: Operator {
  /// The sizes of the window, at least 1.
  var kernel: [Int] { get }
  /// How the window moves.
  var window: SlidingWindow { get }
  /// Whether a last, partial window counts.
  var rounding: SlidingWindow.Rounding { get }
}

extension WindowedPool {
  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(3...5, of: 0)
    try operands.requireElementType(of: 0, "real numeric") { $0.isNumeric && !$0.isComplex }
    let x = operands[0].shape
    let sizes = try window.outputSizes(
      of: Array(x.dimensions.dropFirst(2)), kernel: kernel, rounding: rounding)
    return [TensorType(operands[0].elementType, Shape([x[0], x[1]] + sizes))]
  }
}
