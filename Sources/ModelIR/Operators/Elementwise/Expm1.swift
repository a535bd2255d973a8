/// The exponential minus one, exact near zero: `y = eˣ − 1`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// ONNX has no such operator: `Exp`, then `Sub`, which loses digits near zero. Flux `expm1`;
/// PyTorch `aten::expm1`; MindSpore `Expm1`; GE `Expm1`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.expm1.html>.
public struct Expm1: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Expm1", .arithmetic, summary: "y = eˣ − 1",
    operands: [.required("x")],
    spellings: [
      .flux("expm1"), .pyTorch("aten::expm1"), .mindSpore("Expm1"), .graphEngine("Expm1"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.expm1.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Expm1(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Expm1(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
