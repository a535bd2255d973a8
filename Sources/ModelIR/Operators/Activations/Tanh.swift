/// The hyperbolic tangent: `y = tanh x = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `tanh`, `tanh_fast`; PyTorch `aten::tanh`, `nn.Tanh`; MindSpore `Tanh`; ONNX `Tanh`; GE
/// `Tanh`. Defined at <https://onnx.ai/onnx/operators/onnx__Tanh.html>.
public struct Tanh: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Tanh", .activation, summary: "y = tanh x = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
    operands: [.required("x")],
    spellings: [
      .flux("tanh", "tanh_fast"), .pyTorch("aten::tanh", "nn.Tanh"), .mindSpore("Tanh"),
      .onnx("Tanh"), .graphEngine("Tanh"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Tanh.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Tanh(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Tanh(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
