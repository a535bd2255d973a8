/// The Gaussian error linear unit by the logistic function: `y = x · σ(1.702 · x)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// ONNX has no such operator: `Mul` of x with `Sigmoid` of the scaled x. PyTorch
/// `x * torch.sigmoid(1.702 * x)`; MindSpore `FastGeLU`, `nn.FastGelu`; GE `FastGelu`. Defined at
/// <https://arxiv.org/abs/1606.08415>.
public struct QuickGelu: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "QuickGelu", .activation, summary: "y = x·σ(1.702·x)",
    operands: [.required("x")],
    spellings: [
      .pyTorch("x * torch.sigmoid(1.702 * x)"), .mindSpore("FastGeLU", "nn.FastGelu"),
      .graphEngine("FastGelu"),
    ],
    specification: "https://arxiv.org/abs/1606.08415")

  public static let examples = [
    OperatorExample(
      QuickGelu(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
