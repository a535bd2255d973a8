/// The sine of an angle in radians: `y = sin x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `sin`; PyTorch `aten::sin`; MindSpore `Sin`; ONNX `Sin-7`; GE `Sin`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Sin.html>.
public struct Sin: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Sin", .arithmetic, summary: "y = sin x",
    operands: [.required("x")],
    spellings: [
      .flux("sin"), .pyTorch("aten::sin"), .mindSpore("Sin"), .onnx("Sin-7"), .graphEngine("Sin"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Sin.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Sin(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Sin(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
