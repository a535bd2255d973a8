/// Adds up the exponentials of everything before an element along one axis: `y[i] = ln Σ exp x[j]` over `j ≤ i`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any with at least one axis, floating-point elements |
///
/// | attribute | range |
/// |---|---|
/// | axis | an axis of x, 0-based |
///
/// PyTorch `aten::logcumsumexp`; MindSpore `CumulativeLogsumexp`; ONNX `ReduceLogSumExp` of every
/// beginning; GE `CumulativeLogsumexp`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.logcumsumexp.html>.
public struct CumulativeLogSumExp: Operator {
  public static let definition = OperatorDefinition(
    "CumulativeLogSumExp", .arithmetic, summary: "y[i] = ln Σ exp x[j] over j ≤ i along one axis",
    operands: [.required("x")],
    spellings: [
      .pyTorch("aten::logcumsumexp"), .mindSpore("CumulativeLogsumexp"),
      .onnx("Where + ReduceLogSumExp"), .graphEngine("CumulativeLogsumexp"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.logcumsumexp.html")

  public static let examples = [
    OperatorExample(
      CumulativeLogSumExp(axis: 1), [TensorType(.float32, [.symbol("batch"), .symbol("time")])],
      gives: [TensorType(.float32, [.symbol("batch"), .symbol("time")])])
  ]

  /// The axis along which elements are joined.
  public let axis: Int

  /// Makes the operator.
  public init(axis: Int) { self.axis = axis }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "floating-point") { $0.isFloatingPoint }
    try requireAxis(axis, rank: operands[0].rank)
    return [operands[0]]
  }
}
