/// Whether the first is not smaller: `y = (a ≥ b)`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, real numeric elements, one type |
/// | y | the broadcast shape, bool |
///
/// Flux `>=`; PyTorch `aten::ge`; MindSpore `GreaterEqual`; ONNX `GreaterOrEqual-12`; GE
/// `GreaterEqual`. Defined at <https://onnx.ai/onnx/operators/onnx__GreaterOrEqual.html>.
public struct GreaterOrEqual: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "GreaterOrEqual", .comparison, summary: "y = (a ≥ b)",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux(">="), .pyTorch("aten::ge"), .mindSpore("GreaterEqual"), .onnx("GreaterOrEqual-12"),
      .graphEngine("GreaterEqual"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__GreaterOrEqual.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      GreaterOrEqual(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.bool, [.symbol("batch"), 4])]),
    OperatorExample(
      GreaterOrEqual(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.bool, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}

  public static func resultElementType(_ operand: ElementType) -> ElementType { .bool }
}
