/// Divides by the p-norm along one axis: `y = x / max((Σ |x|^order)^(1/order), epsilon)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, at least 1 axis |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axis | an axis of x | last (ONNX), 1 (PyTorch) |
/// | order | at least 1 | 2 |
/// | epsilon | 0 or more | 1e-12 (PyTorch), 0 (ONNX, where a zero norm is undefined) |
///
/// PyTorch `torch.nn.functional.normalize`; MindSpore `L2Normalize`; ONNX `LpNormalization`; GE
/// `L2Normalize`. Defined at <https://onnx.ai/onnx/operators/onnx__LpNormalization.html>.
public struct LpNormalization: Operator {
  public static let definition = OperatorDefinition(
    "LpNormalization", .normalization, summary: "y = x/max(p-norm of x, epsilon) along an axis",
    operands: [.required("x")],
    spellings: [
      .pyTorch("functional.normalize"), .mindSpore("L2Normalize"), .onnx("LpNormalization"),
      .graphEngine("L2Normalize"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__LpNormalization.html")

  public static let examples = [
    OperatorExample(
      LpNormalization(axis: 1), [TensorType(.float32, [.symbol("batch"), 8])],
      gives: [TensorType(.float32, [.symbol("batch"), 8])])
  ]

  /// The axis along which the norm is taken.
  public let axis: Int
  /// The norm's p.
  public let order: Int
  /// The least divisor.
  public let epsilon: Double

  /// Makes the operator.
  public init(axis: Int, order: Int = 2, epsilon: Double = 0) {
    self.axis = axis
    self.order = order
    self.epsilon = epsilon
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try requireEpsilon(epsilon)
    try operands.requireFloatingPoint(of: 0)
    try requireAxis(axis, rank: operands[0].rank)
    guard order >= 1 else {
      throw InferenceFailure(
        .invalidAttribute, "the norm's order is \(order), at least 1 is needed")
    }
    return [operands[0]]
  }
}
