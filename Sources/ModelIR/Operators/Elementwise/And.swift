/// Whether both are true: `y = a ∧ b`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, bool elements, one type |
/// | y | the broadcast shape |
///
/// Flux `&`; PyTorch `aten::logical_and`; MindSpore `LogicalAnd`; ONNX `And`; GE `LogicalAnd`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__And.html>.
public struct And: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "And", .logic, summary: "y = a ∧ b",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("&"), .pyTorch("aten::logical_and"), .mindSpore("LogicalAnd"), .onnx("And"),
      .graphEngine("LogicalAnd"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__And.html")

  public static let elementRequirement = ElementRequirement.bool

  public static let examples = [
    OperatorExample(
      And(),
      [TensorType(.bool, [.symbol("batch"), 4]), TensorType(.bool, [4])],
      gives: [TensorType(.bool, [.symbol("batch"), 4])]),
    OperatorExample(
      And(),
      [TensorType(.bool, [3, 1]), TensorType(.bool, [2, 1, 5])],
      gives: [TensorType(.bool, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
