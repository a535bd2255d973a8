/// The hyperbolic cosine: `y = cosh x = (eˣ + e⁻ˣ) / 2`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `cosh`; PyTorch `aten::cosh`; MindSpore `Cosh`; ONNX `Cosh-9`; GE `Cosh`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Cosh.html>.
public struct Cosh: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Cosh", .arithmetic, summary: "y = cosh x = (eˣ + e⁻ˣ) / 2",
    operands: [.required("x")],
    spellings: [
      .flux("cosh"), .pyTorch("aten::cosh"), .mindSpore("Cosh"), .onnx("Cosh-9"),
      .graphEngine("Cosh"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Cosh.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Cosh(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Cosh(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
