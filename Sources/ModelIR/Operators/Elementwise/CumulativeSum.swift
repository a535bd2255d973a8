/// Adds up everything before an element along one axis: `y[i] = Σ x[j]` over `j ≤ i`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any with at least one axis, numeric elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axis | an axis of x, 0-based | the first (Flux asks for `dims`) |
/// | isExclusive | whether the element itself is left out: `j < i` | false |
/// | isReversed | whether it counts from the end: `j ≥ i` | false |
///
/// Flux `cumsum`; PyTorch `aten::cumsum`; MindSpore `CumSum`; ONNX `CumSum-11`; GE `CumsumD`,
/// `Cumsum`. Defined at <https://onnx.ai/onnx/operators/onnx__CumSum.html>.
public struct CumulativeSum: Operator {
  public static let definition = OperatorDefinition(
    "CumulativeSum", .arithmetic, summary: "y[i] = Σ x[j] over j ≤ i along one axis",
    operands: [.required("x")],
    spellings: [
      .flux("cumsum"), .pyTorch("aten::cumsum"), .mindSpore("CumSum"), .onnx("CumSum-11"),
      .graphEngine("CumsumD", "Cumsum"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__CumSum.html")

  public static let examples = [
    OperatorExample(
      CumulativeSum(axis: 1), [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The axis along which elements are added.
  public let axis: Int
  /// Whether the element itself is left out of its sum.
  public let isExclusive: Bool
  /// Whether sums are taken from the end.
  public let isReversed: Bool

  /// Makes the operator.
  public init(axis: Int, isExclusive: Bool = false, isReversed: Bool = false) {
    self.axis = axis
    self.isExclusive = isExclusive
    self.isReversed = isReversed
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "numeric") { $0.isNumeric }
    try requireAxis(axis, rank: operands[0].rank)
    return [operands[0]]
  }
}
