/// Whether the first is smaller: `y = (a < b)`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, real numeric elements, one type |
/// | y | the broadcast shape, bool |
///
/// Flux `<`; PyTorch `aten::lt`; MindSpore `Less`; ONNX `Less`; GE `Less`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Less.html>.
public struct Less: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Less", .comparison, summary: "y = (a < b)",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("<"), .pyTorch("aten::lt"), .mindSpore("Less"), .onnx("Less"), .graphEngine("Less"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Less.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      Less(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.bool, [.symbol("batch"), 4])]),
    OperatorExample(
      Less(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.bool, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}

  public static func resultElementType(_ operand: ElementType) -> ElementType { .bool }
}
