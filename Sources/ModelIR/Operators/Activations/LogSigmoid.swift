/// The logarithm of the logistic function: `y = ln σ(x) = −ln(1 + e⁻ˣ)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// ONNX has no such operator: `Neg`, `Softplus`, `Neg`. Flux `logσ`, `logsigmoid`; PyTorch
/// `aten::log_sigmoid`, `nn.LogSigmoid`; MindSpore `nn.LogSigmoid`; GE `LogSigmoid`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html>.
public struct LogSigmoid: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "LogSigmoid", .activation, summary: "y = ln σ(x) = −ln(1 + e⁻ˣ)",
    operands: [.required("x")],
    spellings: [
      .flux("logσ", "logsigmoid"), .pyTorch("aten::log_sigmoid", "nn.LogSigmoid"),
      .mindSpore("nn.LogSigmoid"), .graphEngine("LogSigmoid"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html")

  public static let examples = [
    OperatorExample(
      LogSigmoid(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
