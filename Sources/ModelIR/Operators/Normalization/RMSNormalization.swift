/// Divides each position by the root mean square of its trailing axes:
/// `y = scale · x / √(mean(x²) + epsilon)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, at least `axes` axes |
/// | scale, optional | the trailing axes' |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | axes | how many trailing axes are normalised together, at least 1 | 1 (ONNX) |
/// | epsilon | 0 or more | 1e-5 (ONNX), the type's own (PyTorch), 1e-6 (MindSpore) |
///
/// PyTorch `aten::rms_norm`; MindSpore `RmsNorm`; ONNX `RMSNormalization`; GE `RmsNorm`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__RMSNormalization.html>.
public struct RMSNormalization: Operator {
  public static let definition = OperatorDefinition(
    "RMSNormalization", .normalization,
    summary: "y = scale·x/√(mean(x²) + epsilon) over trailing axes",
    operands: [.required("x"), .optional("scale")],
    spellings: [
      .pyTorch("aten::rms_norm"), .mindSpore("RmsNorm"), .onnx("RMSNormalization-23"),
      .graphEngine("RmsNorm"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__RMSNormalization.html")

  public static let examples = [
    OperatorExample(
      RMSNormalization(axes: 1, epsilon: 1e-6),
      [TensorType(.bfloat16, [.symbol("batch"), 4, 8]), TensorType(.bfloat16, [8])],
      gives: [TensorType(.bfloat16, [.symbol("batch"), 4, 8])])
  ]

  /// How many trailing axes are normalised together.
  public let axes: Int
  /// What is added to the mean square.
  public let epsilon: Double

  /// Makes the operator.
  public init(axes: Int, epsilon: Double) {
    self.axes = axes
    self.epsilon = epsilon
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try requireEpsilon(epsilon)
    try operands.requireSameElementType()
    try operands.requireFloatingPoint(of: 0)
    try operands.requireTrailingAxes(axes, of: 1..<2)
    return [operands[0]]
  }
}
