/// The continuously differentiable exponential linear unit:
/// `y = max(0, x) + min(0, alpha · (exp(x / alpha) − 1))`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | alpha | any number but 0 | 1 everywhere |
///
/// Flux `celu`; PyTorch `aten::celu`, `nn.CELU`; MindSpore `CeLU`, `nn.CELU`; ONNX `Celu-12`; GE
/// `Celu`, `CeluV2`. Defined at <https://onnx.ai/onnx/operators/onnx__Celu.html>.
public struct Celu: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Celu", .activation, summary: "y = max(0, x) + min(0, alpha·(exp(x / alpha) − 1))",
    operands: [.required("x")],
    spellings: [
      .flux("celu"), .pyTorch("aten::celu", "nn.CELU"), .mindSpore("CeLU", "nn.CELU"),
      .onnx("Celu-12"), .graphEngine("Celu", "CeluV2"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Celu.html")

  public static let examples = [
    OperatorExample(
      Celu(alpha: 2),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The scale of negative values.
  public let alpha: Double

  /// Makes the operator.
  public init(alpha: Double = 1) { self.alpha = alpha }

  public func checkAttributes() throws(InferenceFailure) {
    guard alpha != 0 else {
      throw InferenceFailure(.invalidAttribute, "alpha is 0, another number is needed")
    }
  }
}
