/// The rectifier that begins at a threshold: `y = x` for `x > theta`, else 0.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | theta | any number | 1 (Flux, ONNX) |
///
/// Flux `trelu`; PyTorch `nn.Threshold (value 0)`; MindSpore `ops.threshold (value 0)`; ONNX
/// `ThresholdedRelu-10`; GE `ThresholdedRelu`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__ThresholdedRelu.html>.
public struct ThresholdedRelu: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "ThresholdedRelu", .activation, summary: "y = x for x > theta, else 0",
    operands: [.required("x")],
    spellings: [
      .flux("trelu"), .pyTorch("nn.Threshold (value 0)"), .mindSpore("ops.threshold (value 0)"),
      .onnx("ThresholdedRelu-10"), .graphEngine("ThresholdedRelu"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ThresholdedRelu.html")

  public static let examples = [
    OperatorExample(
      ThresholdedRelu(theta: 2),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The largest value that becomes zero.
  public let theta: Double

  /// Makes the operator.
  public init(theta: Double = 1) { self.theta = theta }
}
