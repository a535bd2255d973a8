/// The inverse of the hyperbolic cosine, not a number below 1: `y = acosh x = ln(x + √(x² − 1))`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `acosh`; PyTorch `aten::acosh`; MindSpore `Acosh`; ONNX `Acosh-9`; GE `Acosh`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Acosh.html>.
public struct Acosh: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Acosh", .arithmetic, summary: "y = acosh x = ln(x + √(x² − 1))",
    operands: [.required("x")],
    spellings: [
      .flux("acosh"), .pyTorch("aten::acosh"), .mindSpore("Acosh"), .onnx("Acosh-9"),
      .graphEngine("Acosh"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Acosh.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Acosh(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Acosh(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
