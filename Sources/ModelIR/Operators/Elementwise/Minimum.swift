/// The smaller of two: `y = min(a, b)`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, real numeric elements, one type |
/// | y | the broadcast shape |
///
/// Flux `min`; PyTorch `aten::minimum`; MindSpore `Minimum`; ONNX `Min`; GE `Minimum`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Min.html>.
public struct Minimum: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Minimum", .arithmetic, summary: "y = min(a, b)",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("min"), .pyTorch("aten::minimum"), .mindSpore("Minimum"), .onnx("Min"),
      .graphEngine("Minimum"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Min.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      Minimum(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Minimum(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.float32, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
