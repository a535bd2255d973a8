/// The angle in radians, between −π/2 and π/2, of a tangent: `y = atan x, tan y = x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `atan`; PyTorch `aten::atan`; MindSpore `Atan`; ONNX `Atan-7`; GE `Atan`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Atan.html>.
public struct Atan: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Atan", .arithmetic, summary: "y = atan x, tan y = x",
    operands: [.required("x")],
    spellings: [
      .flux("atan"), .pyTorch("aten::atan"), .mindSpore("Atan"), .onnx("Atan-7"),
      .graphEngine("Atan"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Atan.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Atan(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Atan(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
