/// Normalises groups of channels of each sample together:
/// `y = scale · (x − mean) / √(variance + epsilon) + bias`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | `[N, C, D1 … Dn]`, any number of spatial axes |
/// | scale, bias, optional | `[C]` |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | groups | at least 1, divides C | |
/// | epsilon | 0 or more | 1e-5 (Flux, PyTorch, ONNX), 1e-4 (GE) |
///
/// Flux `GroupNorm`; PyTorch `aten::group_norm`; MindSpore `GroupNorm`; ONNX `GroupNormalization`; GE
/// `GroupNorm`. Defined at <https://onnx.ai/onnx/operators/onnx__GroupNormalization.html>.
public struct GroupNormalization: Operator {
  public static let definition = OperatorDefinition(
    "GroupNormalization", .normalization,
    summary: "y = scale·(x − mean)/√(variance + epsilon) + bias per sample and group of channels",
    operands: [.required("x"), .optional("scale"), .optional("bias")],
    spellings: [
      .flux("GroupNorm"), .pyTorch("aten::group_norm", "aten::native_group_norm"),
      .mindSpore("GroupNorm"), .onnx("GroupNormalization-21"), .graphEngine("GroupNorm"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__GroupNormalization.html")

  public static let examples = [
    OperatorExample(
      GroupNormalization(groups: 2, epsilon: 1e-5),
      [
        TensorType(.float32, [.symbol("batch"), 6, 4, 4]), TensorType(.float32, [6]),
        TensorType(.float32, [6]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 6, 4, 4])])
  ]

  /// Into how many groups the channels are split.
  public let groups: Int
  /// What is added to the variance.
  public let epsilon: Double

  /// Makes the operator.
  public init(groups: Int, epsilon: Double) {
    self.groups = groups
    self.epsilon = epsilon
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try requireEpsilon(epsilon)
    try operands.requireSameElementType()
    try operands.requireFloatingPoint(of: 0)
    try operands.requireRank(2...Int.max, of: 0)
    guard groups >= 1 else {
      throw InferenceFailure(.invalidAttribute, "groups is \(groups), at least 1 is needed")
    }
    if let channels = operands[0].shape[1].size, channels % groups != 0 {
      throw InferenceFailure(
        .shapeMismatch,
        "the input has \(channels) channels, they do not divide into \(groups) groups")
    }
    try operands.requireChannelVector(1)
    try operands.requireChannelVector(2)
    return [operands[0]]
  }
}
