/// The rectifier that lets a fraction of negative values through: `y = x` for `x ≥ 0`, else
/// `slope · x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | slope | any number | 0.01 (Flux, PyTorch, ONNX), 0.2 (MindSpore) |
///
/// Flux `leakyrelu`; PyTorch `aten::leaky_relu`; MindSpore `LeakyReLU`; ONNX `LeakyRelu`; GE
/// `LeakyRelu`. Defined at <https://onnx.ai/onnx/operators/onnx__LeakyRelu.html>.
public struct LeakyRelu: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "LeakyRelu", .activation, summary: "y = x for x ≥ 0, slope·x below",
    operands: [.required("x")],
    spellings: [
      .flux("leakyrelu"), .pyTorch("aten::leaky_relu", "nn.LeakyReLU"),
      .mindSpore("LeakyReLU"), .onnx("LeakyRelu"), .graphEngine("LeakyRelu"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__LeakyRelu.html")

  public static let examples = [
    OperatorExample(
      LeakyRelu(slope: 0.2), [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The factor of negative values.
  public let slope: Double

  /// Makes the operator.
  public init(slope: Double) { self.slope = slope }
}
