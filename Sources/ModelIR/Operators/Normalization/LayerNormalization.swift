/// Normalises each position over its trailing axes:
/// `y = scale · (x − mean) / √(variance + epsilon) + bias`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, at least `axes` axes |
/// | scale, bias, optional | the trailing axes' |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | axes | how many trailing axes are normalised together, at least 1 | 1 (ONNX) |
/// | epsilon | 0 or more | 1e-5 (Flux, PyTorch, ONNX), 1e-7 (GE) |
/// | epsilonPlacement | `√(variance + epsilon)`, or `√variance + epsilon` as older Flux has it | inside |
/// | isUnbiased | whether the variance divides by n − 1, as older Flux has it | false |
///
/// Flux `LayerNorm`, `normalise`; PyTorch `aten::layer_norm`; MindSpore `LayerNorm`; ONNX
/// `LayerNormalization`; GE `LayerNorm`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__LayerNormalization.html>.
public struct LayerNormalization: Operator {
  /// Where epsilon is added.
  public enum EpsilonPlacement: Hashable, Sendable {
    /// `√(variance + epsilon)`.
    case insideRoot
    /// `√variance + epsilon`.
    case outsideRoot
  }

  public static let definition = OperatorDefinition(
    "LayerNormalization", .normalization,
    summary: "y = scale·(x − mean)/√(variance + epsilon) + bias over trailing axes",
    operands: [.required("x"), .optional("scale"), .optional("bias")],
    spellings: [
      .flux("LayerNorm", "normalise"), .pyTorch("aten::layer_norm", "aten::native_layer_norm"),
      .mindSpore("LayerNorm"), .onnx("LayerNormalization-17"), .graphEngine("LayerNorm"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__LayerNormalization.html")

  public static let examples = [
    OperatorExample(
      LayerNormalization(axes: 1, epsilon: 1e-5),
      [
        TensorType(.float32, [.symbol("batch"), .symbol("time"), 8]), TensorType(.float32, [8]),
        TensorType(.float32, [8]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), .symbol("time"), 8])])
  ]

  /// How many trailing axes are normalised together.
  public let axes: Int
  /// What keeps the divisor from 0.
  public let epsilon: Double
  /// Where epsilon is added.
  public let epsilonPlacement: EpsilonPlacement
  /// Whether the variance divides by n − 1.
  public let isUnbiased: Bool

  /// Makes the operator.
  public init(
    axes: Int, epsilon: Double, epsilonPlacement: EpsilonPlacement = .insideRoot,
    isUnbiased: Bool = false
  ) {
    self.axes = axes
    self.epsilon = epsilon
    self.epsilonPlacement = epsilonPlacement
    self.isUnbiased = isUnbiased
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try requireEpsilon(epsilon)
    try operands.requireSameElementType()
    try operands.requireFloatingPoint(of: 0)
    try operands.requireTrailingAxes(axes, of: 1..<3)
    return [operands[0]]
  }
}
