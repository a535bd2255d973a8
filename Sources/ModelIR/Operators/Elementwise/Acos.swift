/// The angle in radians, from 0 to π, of a cosine: `y = acos x, cos y = x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `acos`; PyTorch `aten::acos`; MindSpore `ACos`; ONNX `Acos-7`; GE `Acos`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Acos.html>.
public struct Acos: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Acos", .arithmetic, summary: "y = acos x, cos y = x",
    operands: [.required("x")],
    spellings: [
      .flux("acos"), .pyTorch("aten::acos"), .mindSpore("ACos"), .onnx("Acos-7"),
      .graphEngine("Acos"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Acos.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Acos(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Acos(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
