/// Whether elements differ: `y = (a ≠ b)`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, one type |
/// | y | the broadcast shape, bool |
///
/// ONNX has no such operator: `Equal`, then `Not`. Flux `!=`; PyTorch `aten::ne`; MindSpore
/// `NotEqual`; GE `NotEqual`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.ne.html>.
public struct NotEqual: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "NotEqual", .comparison, summary: "y = (a ≠ b)",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("!="), .pyTorch("aten::ne"), .mindSpore("NotEqual"), .graphEngine("NotEqual"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.ne.html")

  public static let elementRequirement = ElementRequirement.any

  public static let examples = [
    OperatorExample(
      NotEqual(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.bool, [.symbol("batch"), 4])]),
    OperatorExample(
      NotEqual(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.bool, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}

  public static func resultElementType(_ operand: ElementType) -> ElementType { .bool }
}
