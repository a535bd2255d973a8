/// The inverse of the hyperbolic sine: `y = asinh x = ln(x + √(x² + 1))`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `asinh`; PyTorch `aten::asinh`; MindSpore `Asinh`; ONNX `Asinh-9`; GE `Asinh`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Asinh.html>.
public struct Asinh: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Asinh", .arithmetic, summary: "y = asinh x = ln(x + √(x² + 1))",
    operands: [.required("x")],
    spellings: [
      .flux("asinh"), .pyTorch("aten::asinh"), .mindSpore("Asinh"), .onnx("Asinh-9"),
      .graphEngine("Asinh"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Asinh.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Asinh(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Asinh(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
