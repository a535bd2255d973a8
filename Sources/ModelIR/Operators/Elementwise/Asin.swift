/// The angle in radians, from −π/2 to π/2, of a sine: `y = asin x, sin y = x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `asin`; PyTorch `aten::asin`; MindSpore `Asin`; ONNX `Asin-7`; GE `Asin`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Asin.html>.
public struct Asin: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Asin", .arithmetic, summary: "y = asin x, sin y = x",
    operands: [.required("x")],
    spellings: [
      .flux("asin"), .pyTorch("aten::asin"), .mindSpore("Asin"), .onnx("Asin-7"),
      .graphEngine("Asin"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Asin.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Asin(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Asin(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
