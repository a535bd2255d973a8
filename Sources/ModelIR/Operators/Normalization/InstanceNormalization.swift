/// Normalises each channel of each sample over its spatial axes:
/// `y = scale · (x − mean) / √(variance + epsilon) + bias`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | `[N, C, D1 … Dn]`, at least 1 spatial axis |
/// | scale, bias | `[C]` |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | epsilon | 0 or more | 1e-5 (Flux, PyTorch, ONNX) |
///
/// Flux `InstanceNorm`; PyTorch `aten::instance_norm`; MindSpore `InstanceNorm`; ONNX
/// `InstanceNormalization`; GE `InstanceNorm`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__InstanceNormalization.html>.
public struct InstanceNormalization: Operator {
  public static let definition = OperatorDefinition(
    "InstanceNormalization", .normalization,
    summary: "y = scale·(x − mean)/√(variance + epsilon) + bias per sample and channel",
    operands: [.required("x"), .required("scale"), .required("bias")],
    spellings: [
      .flux("InstanceNorm"), .pyTorch("aten::instance_norm"), .mindSpore("InstanceNorm"),
      .onnx("InstanceNormalization"), .graphEngine("InstanceNorm"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__InstanceNormalization.html")

  public static let examples = [
    OperatorExample(
      InstanceNormalization(epsilon: 1e-5),
      [
        TensorType(.float32, [.symbol("batch"), 3, .symbol("time")]), TensorType(.float32, [3]),
        TensorType(.float32, [3]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 3, .symbol("time")])])
  ]

  /// What is added to the variance.
  public let epsilon: Double

  /// Makes the operator.
  public init(epsilon: Double) { self.epsilon = epsilon }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try requireEpsilon(epsilon)
    try operands.requireSameElementType()
    try operands.requireFloatingPoint(of: 0)
    try operands.requireRank(3...Int.max, of: 0)
    try operands.requireChannelVector(1)
    try operands.requireChannelVector(2)
    return [operands[0]]
  }
}
