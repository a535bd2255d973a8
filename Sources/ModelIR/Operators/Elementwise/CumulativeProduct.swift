/// Multiplies everything before an element along one axis: `y[i] = Π x[j]` over `j ≤ i`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any with at least one axis, real numeric elements |
///
/// | attribute | range |
/// |---|---|
/// | axis | an axis of x, 0-based |
///
/// Flux `cumprod`; PyTorch `aten::cumprod`; MindSpore `CumProd`; ONNX `ReduceProd` of every beginning; GE
/// `Cumprod`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.cumprod.html>.
public struct CumulativeProduct: Operator {
  public static let definition = OperatorDefinition(
    "CumulativeProduct", .arithmetic, summary: "y[i] = Π x[j] over j ≤ i along one axis",
    operands: [.required("x")],
    spellings: [
      .flux("cumprod"), .pyTorch("aten::cumprod"), .mindSpore("CumProd"),
      .onnx("Where + ReduceProd"), .graphEngine("Cumprod", "CumprodD"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.cumprod.html")

  public static let examples = [
    OperatorExample(
      CumulativeProduct(axis: 1), [TensorType(.float32, [.symbol("batch"), .symbol("time")])],
      gives: [TensorType(.float32, [.symbol("batch"), .symbol("time")])])
  ]

  /// The axis along which elements are joined.
  public let axis: Int

  /// Makes the operator.
  public init(axis: Int) { self.axis = axis }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireElementType(of: 0, "real numeric") { $0.isNumeric && !$0.isComplex }
    try requireAxis(axis, rank: operands[0].rank)
    return [operands[0]]
  }
}
