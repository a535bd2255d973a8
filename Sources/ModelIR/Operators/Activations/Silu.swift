/// The sigmoid linear unit, also known as swish: `y = x · σ(x) = x / (1 + e⁻ˣ)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// Below ONNX opset 24: `Mul` of x with `Sigmoid`. Flux `swish`; PyTorch `aten::silu`, `nn.SiLU`;
/// MindSpore `SiLU`, `nn.SiLU`; ONNX `Swish-24`; GE `Swish`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Swish.html>.
public struct Silu: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Silu", .activation, summary: "y = x·σ(x)",
    operands: [.required("x")],
    spellings: [
      .flux("swish"), .pyTorch("aten::silu", "nn.SiLU"), .mindSpore("SiLU", "nn.SiLU"),
      .onnx("Swish-24"), .graphEngine("Swish"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Swish.html")

  public static let examples = [
    OperatorExample(
      Silu(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
