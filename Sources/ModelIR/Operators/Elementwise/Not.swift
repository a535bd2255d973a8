/// The logical complement: `y = ¬x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, bool elements |
///
/// Flux `!`; PyTorch `aten::logical_not`; MindSpore `LogicalNot`; ONNX `Not`; GE `LogicalNot`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__Not.html>.
public struct Not: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Not", .logic, summary: "y = ¬x",
    operands: [.required("x")],
    spellings: [
      .flux("!"), .pyTorch("aten::logical_not"), .mindSpore("LogicalNot"), .onnx("Not"),
      .graphEngine("LogicalNot"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Not.html")

  public static let elementRequirement = ElementRequirement.bool

  public static let examples = [
    OperatorExample(
      Not(),
      [TensorType(.bool, [.symbol("batch"), 4])],
      gives: [TensorType(.bool, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
