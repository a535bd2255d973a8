/// A smooth rectifier: `y = ln(1 + exp(beta · x)) / beta`, and `x` for `beta · x > threshold`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | beta | above 0 | 1 everywhere |
/// | threshold | any number, or nothing for none | 20 (PyTorch), none (Flux, ONNX) |
///
/// Flux `softplus`; PyTorch `aten::softplus`, `nn.Softplus`; MindSpore `Softplus`, `ops.softplus`;
/// ONNX `Softplus (beta 1, no threshold)`; GE `Softplus`, `SoftplusV2`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html>.
public struct Softplus: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Softplus", .activation, summary: "y = ln(1 + exp(beta·x)) / beta, x for beta·x > threshold",
    operands: [.required("x")],
    spellings: [
      .flux("softplus"), .pyTorch("aten::softplus", "nn.Softplus"),
      .mindSpore("Softplus", "ops.softplus"), .onnx("Softplus (beta 1, no threshold)"),
      .graphEngine("Softplus", "SoftplusV2"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html")

  public static let examples = [
    OperatorExample(
      Softplus(beta: 2, threshold: 20),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// How sharp the bend is.
  public let beta: Double
  /// From which scaled value on the result is x itself; nothing for the formula everywhere.
  public let threshold: Double?

  /// Makes the operator.
  public init(beta: Double = 1, threshold: Double? = nil) {
    self.beta = beta
    self.threshold = threshold
  }

  public func checkAttributes() throws(InferenceFailure) {
    guard beta > 0 else {
      throw InferenceFailure(.invalidAttribute, "beta is \(beta), more than 0 is needed")
    }
  }
}
