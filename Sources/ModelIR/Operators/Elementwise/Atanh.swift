/// The inverse of the hyperbolic tangent, for −1 to 1: `y = atanh x = ½ · ln((1 + x) / (1 − x))`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `atanh`; PyTorch `aten::atanh`; MindSpore `Atanh`; ONNX `Atanh-9`; GE `Atanh`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Atanh.html>.
public struct Atanh: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Atanh", .arithmetic, summary: "y = atanh x = ½ · ln((1 + x) / (1 − x))",
    operands: [.required("x")],
    spellings: [
      .flux("atanh"), .pyTorch("aten::atanh"), .mindSpore("Atanh"), .onnx("Atanh-9"),
      .graphEngine("Atanh"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Atanh.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Atanh(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Atanh(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
