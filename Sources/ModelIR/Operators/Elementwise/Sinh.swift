/// The hyperbolic sine: `y = sinh x = (eˣ − e⁻ˣ) / 2`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `sinh`; PyTorch `aten::sinh`; MindSpore `Sinh`; ONNX `Sinh-9`; GE `Sinh`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Sinh.html>.
public struct Sinh: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Sinh", .arithmetic, summary: "y = sinh x = (eˣ − e⁻ˣ) / 2",
    operands: [.required("x")],
    spellings: [
      .flux("sinh"), .pyTorch("aten::sinh"), .mindSpore("Sinh"), .onnx("Sinh-9"),
      .graphEngine("Sinh"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Sinh.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Sinh(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Sinh(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
