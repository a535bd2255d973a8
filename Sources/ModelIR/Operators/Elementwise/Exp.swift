/// The exponential: `y = eˣ`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `exp`; PyTorch `aten::exp`; MindSpore `Exp`; ONNX `Exp`; GE `Exp`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Exp.html>.
public struct Exp: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Exp", .arithmetic, summary: "y = eˣ",
    operands: [.required("x")],
    spellings: [
      .flux("exp"), .pyTorch("aten::exp"), .mindSpore("Exp"), .onnx("Exp"), .graphEngine("Exp"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Exp.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Exp(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Exp(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
