/// The larger of two: `y = max(a, b)`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, real numeric elements, one type |
/// | y | the broadcast shape |
///
/// Flux `max`; PyTorch `aten::maximum`; MindSpore `Maximum`; ONNX `Max`; GE `Maximum`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Max.html>.
public struct Maximum: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Maximum", .arithmetic, summary: "y = max(a, b)",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("max"), .pyTorch("aten::maximum"), .mindSpore("Maximum"), .onnx("Max"),
      .graphEngine("Maximum"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Max.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      Maximum(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Maximum(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.float32, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
