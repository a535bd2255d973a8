/// The product with itself: `y = x · x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, numeric elements |
///
/// ONNX has no such operator: `Mul` of x with itself. Flux `abs2`; PyTorch `aten::square`;
/// MindSpore `Square`; GE `Square`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.square.html>.
public struct Square: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Square", .arithmetic, summary: "y = x · x",
    operands: [.required("x")],
    spellings: [
      .flux("abs2"), .pyTorch("aten::square"), .mindSpore("Square"), .graphEngine("Square"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.square.html")

  public static let elementRequirement = ElementRequirement.numeric

  public static let examples = [
    OperatorExample(
      Square(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Square(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
