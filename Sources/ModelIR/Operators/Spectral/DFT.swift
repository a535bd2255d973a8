/// The discrete Fourier transform along one axis: `y[k] = Σ x[j] · exp(−2πi·j·k / n)`; the inverse has the
/// other sign and the factor 1 / n.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[…, 1]` real or `[…, 2]` real and imaginary parts, floating point |
/// | y | `[…, 2]`; one-sided the axis has `⌊n/2⌋ + 1` elements |
///
/// | attribute | range |
/// |---|---|
/// | axis | an axis of x but the last, 0-based |
/// | isInverse | whether it is the inverse |
/// | isOneSided | whether the half that real input repeats is left out; for real input, not inverse |
///
/// PyTorch `aten::_fft_r2c`, `aten::_fft_c2c`; MindSpore `FFTWithSize`; ONNX `DFT`; GE `DFT`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__DFT.html>.
public struct DFT: Operator {
  public static let definition = OperatorDefinition(
    "DFT", .signal, summary: "y[k] = Σ x[j]·exp(−2πi·j·k / n) along one axis",
    operands: [.required("x")],
    spellings: [
      .pyTorch("aten::_fft_r2c", "aten::_fft_c2c"), .mindSpore("FFTWithSize"), .onnx("DFT-17"),
      .graphEngine("DFT"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__DFT.html")

  public static let examples = [
    OperatorExample(
      DFT(axis: 1, isOneSided: true), [TensorType(.float32, [.symbol("batch"), 8, 1])],
      gives: [TensorType(.float32, [.symbol("batch"), 5, 2])])
  ]

  /// The axis.
  public let axis: Int
  /// Whether it is the inverse.
  public let isInverse: Bool
  /// Whether the half that real input repeats is left out.
  public let isOneSided: Bool

  /// Makes the operator.
  public init(axis: Int, isInverse: Bool = false, isOneSided: Bool = false) {
    self.axis = axis
    self.isInverse = isInverse
    self.isOneSided = isOneSided
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireFloatingPoint(of: 0)
    try operands.requireRank(2...Int.max, of: 0)
    var y = operands[0]
    try requireAxis(axis, rank: y.rank - 1)
    guard let parts = y.shape[y.rank - 1].size, parts == 1 || parts == 2 else {
      throw InferenceFailure(
        .shapeMismatch, "the last axis of \(y.shape) has to hold 1 or 2 parts of a number")
    }
    guard !isOneSided || (parts == 1 && !isInverse) else {
      throw InferenceFailure(.invalidAttribute, "only a transform of real input is one-sided")
    }
    if isOneSided { y.shape[axis] = y.shape[axis].floorDivided(by: 2) + 1 }
    y.shape[y.rank - 1] = 2
    return [y]
  }
}
