/// A pool that is told how many cells to give and chooses its windows for that.
///
/// x is `[N, C, D1 … Dn]` with 1 to 3 spatial axes; `outputSizes` has one entry per spatial axis. The
/// spatial sizes have to be numbers, except that one cell everywhere covers any size.
public protocol AdaptivePool: Operator {
  /// The number of cells along each spatial axis, at least 1.
  var outputSizes: [Int] { get }
  /// How the windows are chosen.
  var rule: AdaptivePoolRule { get }
}

/// How an adaptive pool chooses the windows of an axis of `in` elements for `out` cells.
public enum AdaptivePoolRule: Hashable, Sendable {
  /// Windows of one size, as Flux has it: `stride = in ÷ out`, `kernel = in − (out − 1) · stride`.
  case fluxStride
  /// Cell i covers `⌊i · in / out⌋ ..< ⌈(i + 1) · in / out⌉`, as PyTorch has it; windows may differ in
  /// size and overlap.
  case pyTorchBins

  /// The one window and step that give every cell, or nothing if cells differ in size.
  ///
  /// - Precondition: both sizes are at least 1 and below 2³¹.
  public func uniformWindow(from input: Int, to output: Int) -> (kernel: Int, stride: Int)? {
    let (stride, rest) = input.quotientAndRemainder(dividingBy: output)
    guard stride >= 1 else { return nil }
    switch self {
    case .fluxStride: return (input - (output - 1) * stride, stride)
    // With one element left over every bin is one longer; with more, some begin later.
    case .pyTorchBins: return rest <= 1 ? (stride + rest, stride) : nil
    }
  }

  /// The elements that each cell covers.
  ///
  /// - Precondition: both sizes are at least 1 and below 2³¹.
  public func bins(from input: Int, to output: Int) -> [Range<Int>] {
    switch self {
    case .fluxStride:
      let stride = input / output
      let kernel = input - (output - 1) * stride
      return (0..<output).map { $0 * stride..<$0 * stride + kernel }
    case .pyTorchBins:
      return (0..<output).map { $0 * input / output..<(($0 + 1) * input + output - 1) / output }
    }
  }
}

extension AdaptivePool {
  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireRank(3...5, of: 0)
    try operands.requireElementType(of: 0, "real numeric") { $0.isNumeric && !$0.isComplex }
    let x = operands[0].shape
    let spatial = x.dimensions.dropFirst(2)
    guard outputSizes.count == spatial.count,
      outputSizes.allSatisfy({ $0 >= 1 && $0 <= Int(Int32.max) })
    else {
      throw InferenceFailure(
        .invalidAttribute,
        "output sizes \(outputSizes) need \(spatial.count) numbers that are 1 or more")
    }
    let isGlobal = outputSizes.allSatisfy { $0 == 1 }
    for (axis, (size, output)) in zip(spatial, outputSizes).enumerated() where !isGlobal {
      guard let size = size.size else {
        throw InferenceFailure(
          .sizeNotFixed,
          """
          spatial axis \(axis) has \(size) elements; pooling to \(output) cells needs a number, \
          give it with the input's shape
          """)
      }
      guard size >= (rule == .fluxStride ? output : 1), size <= Int(Int32.max) else {
        throw InferenceFailure(
          .shapeMismatch,
          "spatial axis \(axis) has \(size) elements, too few or too many for \(output) cells")
      }
    }
    return [
      TensorType(
        operands[0].elementType, Shape([x[0], x[1]] + outputSizes.map(Dimension.fixed)))
    ]
  }
}
