/// The self-regularised activation: `y = x · tanh(ln(1 + eˣ))`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// Flux `mish`; PyTorch `aten::mish`, `nn.Mish`; MindSpore `Mish`, `nn.Mish`; ONNX `Mish-18`; GE
/// `Mish`. Defined at <https://onnx.ai/onnx/operators/onnx__Mish.html>.
public struct Mish: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Mish", .activation, summary: "y = x·tanh(ln(1 + eˣ))",
    operands: [.required("x")],
    spellings: [
      .flux("mish"), .pyTorch("aten::mish", "nn.Mish"), .mindSpore("Mish", "nn.Mish"),
      .onnx("Mish-18"), .graphEngine("Mish"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Mish.html")

  public static let examples = [
    OperatorExample(
      Mish(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
