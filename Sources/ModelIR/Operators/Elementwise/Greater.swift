/// Whether the first is larger: `y = (a > b)`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, real numeric elements, one type |
/// | y | the broadcast shape, bool |
///
/// Flux `>`; PyTorch `aten::gt`; MindSpore `Greater`; ONNX `Greater`; GE `Greater`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Greater.html>.
public struct Greater: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Greater", .comparison, summary: "y = (a > b)",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux(">"), .pyTorch("aten::gt"), .mindSpore("Greater"), .onnx("Greater"),
      .graphEngine("Greater"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Greater.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      Greater(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.bool, [.symbol("batch"), 4])]),
    OperatorExample(
      Greater(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.bool, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}

  public static func resultElementType(_ operand: ElementType) -> ElementType { .bool }
}
