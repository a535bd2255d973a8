/// The inverse: `y = 1 / x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `inv`; PyTorch `aten::reciprocal`; MindSpore `Reciprocal`; ONNX `Reciprocal`; GE
/// `Reciprocal`. Defined at <https://onnx.ai/onnx/operators/onnx__Reciprocal.html>.
public struct Reciprocal: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Reciprocal", .arithmetic, summary: "y = 1 / x",
    operands: [.required("x")],
    spellings: [
      .flux("inv"), .pyTorch("aten::reciprocal"), .mindSpore("Reciprocal"), .onnx("Reciprocal"),
      .graphEngine("Reciprocal"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Reciprocal.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Reciprocal(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Reciprocal(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
