/// Whether the first is not larger: `y = (a ≤ b)`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, real numeric elements, one type |
/// | y | the broadcast shape, bool |
///
/// Flux `<=`; PyTorch `aten::le`; MindSpore `LessEqual`; ONNX `LessOrEqual-12`; GE `LessEqual`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__LessOrEqual.html>.
public struct LessOrEqual: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "LessOrEqual", .comparison, summary: "y = (a ≤ b)",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("<="), .pyTorch("aten::le"), .mindSpore("LessEqual"), .onnx("LessOrEqual-12"),
      .graphEngine("LessEqual"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__LessOrEqual.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      LessOrEqual(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.bool, [.symbol("batch"), 4])]),
    OperatorExample(
      LessOrEqual(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.bool, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}

  public static func resultElementType(_ operand: ElementType) -> ElementType { .bool }
}
