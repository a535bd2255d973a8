/// The logistic function in three straight pieces: `y = max(0, min(1, alpha · x + beta))`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | alpha | any number | 1/6 (Flux, PyTorch, MindSpore, GE), 0.2 (ONNX, NNlib before 0.7.10) |
/// | beta | any number | 0.5 everywhere |
///
/// Flux `hardσ`, `hardsigmoid`; PyTorch `aten::hardsigmoid`, `nn.Hardsigmoid`; MindSpore
/// `HSigmoid`, `nn.HSigmoid`; ONNX `HardSigmoid`; GE `HardSigmoid`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__HardSigmoid.html>.
public struct HardSigmoid: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "HardSigmoid", .activation, summary: "y = max(0, min(1, alpha·x + beta))",
    operands: [.required("x")],
    spellings: [
      .flux("hardσ", "hardsigmoid"), .pyTorch("aten::hardsigmoid", "nn.Hardsigmoid"),
      .mindSpore("HSigmoid", "nn.HSigmoid"), .onnx("HardSigmoid"), .graphEngine("HardSigmoid"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__HardSigmoid.html")

  public static let examples = [
    OperatorExample(
      HardSigmoid(alpha: 1.0 / 6, beta: 0.5),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The slope of the middle piece.
  public let alpha: Double
  /// The value at zero.
  public let beta: Double

  /// Makes the operator.
  public init(alpha: Double, beta: Double) {
    self.alpha = alpha
    self.beta = beta
  }
}
