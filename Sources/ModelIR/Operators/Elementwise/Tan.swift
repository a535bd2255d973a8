/// The tangent of an angle in radians: `y = tan x = sin x / cos x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `tan`; PyTorch `aten::tan`; MindSpore `Tan`; ONNX `Tan-7`; GE `Tan`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Tan.html>.
public struct Tan: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Tan", .arithmetic, summary: "y = tan x = sin x / cos x",
    operands: [.required("x")],
    spellings: [
      .flux("tan"), .pyTorch("aten::tan"), .mindSpore("Tan"), .onnx("Tan-7"), .graphEngine("Tan"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Tan.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Tan(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Tan(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
