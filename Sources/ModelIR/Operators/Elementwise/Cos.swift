/// The cosine of an angle in radians: `y = cos x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `cos`; PyTorch `aten::cos`; MindSpore `Cos`; ONNX `Cos-7`; GE `Cos`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Cos.html>.
public struct Cos: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Cos", .arithmetic, summary: "y = cos x",
    operands: [.required("x")],
    spellings: [
      .flux("cos"), .pyTorch("aten::cos"), .mindSpore("Cos"), .onnx("Cos-7"), .graphEngine("Cos"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Cos.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Cos(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Cos(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
