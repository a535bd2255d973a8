/// Whether elements are equal: `y = (a = b)`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, one type |
/// | y | the broadcast shape, bool |
///
/// Flux `==`; PyTorch `aten::eq`; MindSpore `Equal`; ONNX `Equal`; GE `Equal`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Equal.html>.
public struct Equal: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Equal", .comparison, summary: "y = (a = b)",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("=="), .pyTorch("aten::eq"), .mindSpore("Equal"), .onnx("Equal"),
      .graphEngine("Equal"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Equal.html")

  public static let elementRequirement = ElementRequirement.any

  public static let examples = [
    OperatorExample(
      Equal(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.bool, [.symbol("batch"), 4])]),
    OperatorExample(
      Equal(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.bool, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}

  public static func resultElementType(_ operand: ElementType) -> ElementType { .bool }
}
