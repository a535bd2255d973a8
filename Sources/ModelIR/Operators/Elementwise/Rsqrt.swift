/// The reciprocal of the square root: `y = 1 / √x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// ONNX has no such operator: `Sqrt`, then `Reciprocal`. PyTorch `aten::rsqrt`; MindSpore `Rsqrt`;
/// GE `Rsqrt`. Defined at <https://docs.pytorch.org/docs/stable/generated/torch.rsqrt.html>.
public struct Rsqrt: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Rsqrt", .arithmetic, summary: "y = 1 / √x",
    operands: [.required("x")],
    spellings: [
      .pyTorch("aten::rsqrt"), .mindSpore("Rsqrt"), .graphEngine("Rsqrt"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.rsqrt.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Rsqrt(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Rsqrt(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
