/// Normalises each channel with stored statistics, as at inference:
/// `y = scale · (x − mean) / √(variance + epsilon) + bias`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | `[N, C, D1 … Dn]`, any number of spatial axes |
/// | scale, bias, mean, variance | `[C]` |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | epsilon | 0 or more | 1e-5 (Flux, PyTorch, ONNX, MindSpore), 1e-4 (GE) |
///
/// Scale and bias may have another element type than x, as mean and variance may. Flux `BatchNorm`;
/// PyTorch `aten::batch_norm`; MindSpore `BatchNorm`; ONNX `BatchNormalization`; GE `BatchNorm`,
/// `BNInference`. Defined at <https://onnx.ai/onnx/operators/onnx__BatchNormalization.html>.
public struct BatchNormalization: Operator {
  public static let definition = OperatorDefinition(
    "BatchNormalization", .normalization,
    summary: "y = scale·(x − mean)/√(variance + epsilon) + bias per channel",
    operands: [
      .required("x"), .required("scale"), .required("bias"), .required("mean"),
      .required("variance"),
    ],
    spellings: [
      .flux("BatchNorm"),
      .pyTorch("aten::batch_norm", "aten::_native_batch_norm_legit_no_training"),
      .mindSpore("BatchNorm", "FusedBatchNorm"), .onnx("BatchNormalization"),
      .graphEngine("BatchNorm", "BNInference", "BNInferenceD"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__BatchNormalization.html")

  public static let examples = [
    OperatorExample(
      BatchNormalization(epsilon: 1e-5),
      [TensorType(.float32, [.symbol("batch"), 3, 8, 8])]
        + [TensorType?](repeating: TensorType(.float32, [3]), count: 4),
      gives: [TensorType(.float32, [.symbol("batch"), 3, 8, 8])])
  ]

  /// What is added to the variance.
  public let epsilon: Double

  /// Makes the operator.
  public init(epsilon: Double) { self.epsilon = epsilon }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try requireEpsilon(epsilon)
    try operands.requireRank(2...Int.max, of: 0)
    for index in 0..<operands.count { try operands.requireFloatingPoint(of: index) }
    try operands.requireSameElementType([1, 2])
    try operands.requireSameElementType([3, 4])
    try operands.requireChannelVector(1)
    try operands.requireChannelVector(2)
    try operands.requireChannelVector(3)
    try operands.requireChannelVector(4)
    return [operands[0]]
  }
}
