/// The logistic function: `y = σ(x) = 1 / (1 + e⁻ˣ)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// Flux `σ`, `sigmoid`, `sigmoid_fast`; PyTorch `aten::sigmoid`, `nn.Sigmoid`; MindSpore `Sigmoid`;
/// ONNX `Sigmoid`; GE `Sigmoid`. Defined at <https://onnx.ai/onnx/operators/onnx__Sigmoid.html>.
public struct Sigmoid: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Sigmoid", .activation, summary: "y = σ(x) = 1 / (1 + e⁻ˣ)",
    operands: [.required("x")],
    spellings: [
      .flux("σ", "sigmoid", "sigmoid_fast"), .pyTorch("aten::sigmoid", "nn.Sigmoid"),
      .mindSpore("Sigmoid"), .onnx("Sigmoid"), .graphEngine("Sigmoid"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Sigmoid.html")

  public static let examples = [
    OperatorExample(
      Sigmoid(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
