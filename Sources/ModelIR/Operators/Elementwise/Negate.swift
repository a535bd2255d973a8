/// Changes the sign: `y = −x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, numeric elements |
///
/// Flux `-`; PyTorch `aten::neg`; MindSpore `Neg`; ONNX `Neg`; GE `Neg`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Neg.html>.
public struct Negate: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Negate", .arithmetic, summary: "y = −x",
    operands: [.required("x")],
    spellings: [
      .flux("-"), .pyTorch("aten::neg"), .mindSpore("Neg"), .onnx("Neg"), .graphEngine("Neg"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Neg.html")

  public static let elementRequirement = ElementRequirement.numeric

  public static let examples = [
    OperatorExample(
      Negate(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Negate(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
