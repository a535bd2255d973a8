/// The square root: `y = √x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `sqrt`; PyTorch `aten::sqrt`; MindSpore `Sqrt`; ONNX `Sqrt`; GE `Sqrt`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Sqrt.html>.
public struct Sqrt: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Sqrt", .arithmetic, summary: "y = √x",
    operands: [.required("x")],
    spellings: [
      .flux("sqrt"), .pyTorch("aten::sqrt"), .mindSpore("Sqrt"), .onnx("Sqrt"),
      .graphEngine("Sqrt"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Sqrt.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Sqrt(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Sqrt(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
