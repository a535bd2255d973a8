/// The natural logarithm of one more, exact near zero: `y = ln(1 + x)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// ONNX has no such operator: `Add`, then `Log`, which loses digits near zero. Flux `log1p`;
/// PyTorch `aten::log1p`; MindSpore `Log1p`; GE `Log1p`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.log1p.html>.
public struct Log1p: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Log1p", .arithmetic, summary: "y = ln(1 + x)",
    operands: [.required("x")],
    spellings: [
      .flux("log1p"), .pyTorch("aten::log1p"), .mindSpore("Log1p"), .graphEngine("Log1p"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.log1p.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Log1p(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Log1p(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
