/// The scaled exponential linear unit: `y = gamma · x` for `x > 0`, else
/// `gamma · alpha · (eˣ − 1)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | alpha | any number | the same (ONNX up to opset 5: 1.6732) |
/// | gamma | any number | the same (ONNX up to opset 5: 1.0507) |
///
/// Flux `selu`; PyTorch `aten::selu`, `nn.SELU`; MindSpore `SeLU`, `nn.SeLU`; ONNX `Selu`; GE
/// `Selu`. Defined at <https://onnx.ai/onnx/operators/onnx__Selu.html>.
public struct Selu: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Selu", .activation, summary: "y = gamma·x for x > 0, gamma·alpha·(eˣ − 1) below",
    operands: [.required("x")],
    spellings: [
      .flux("selu"), .pyTorch("aten::selu", "nn.SELU"), .mindSpore("SeLU", "nn.SeLU"),
      .onnx("Selu"), .graphEngine("Selu"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Selu.html")

  public static let examples = [
    OperatorExample(
      Selu(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The magnitude of negative values before scaling.
  public let alpha: Double
  /// The factor of every value.
  public let gamma: Double

  /// Makes the operator.
  public init(alpha: Double = 1.6732632423543772, gamma: Double = 1.0507009873554805) {
    self.alpha = alpha
    self.gamma = gamma
  }
}
