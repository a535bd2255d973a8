/// Whether one or both are true: `y = a ∨ b`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, bool elements, one type |
/// | y | the broadcast shape |
///
/// Flux `|`; PyTorch `aten::logical_or`; MindSpore `LogicalOr`; ONNX `Or`; GE `LogicalOr`. Defined
/// at <https://onnx.ai/onnx/operators/onnx__Or.html>.
public struct Or: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Or", .logic, summary: "y = a ∨ b",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("|"), .pyTorch("aten::logical_or"), .mindSpore("LogicalOr"), .onnx("Or"),
      .graphEngine("LogicalOr"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Or.html")

  public static let elementRequirement = ElementRequirement.bool

  public static let examples = [
    OperatorExample(
      Or(),
      [TensorType(.bool, [.symbol("batch"), 4]), TensorType(.bool, [4])],
      gives: [TensorType(.bool, [.symbol("batch"), 4])]),
    OperatorExample(
      Or(),
      [TensorType(.bool, [3, 1]), TensorType(.bool, [2, 1, 5])],
      gives: [TensorType(.bool, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
