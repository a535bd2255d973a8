/// The logarithm of the hyperbolic cosine: `y = ln cosh x = x + ln(1 + exp(−2 · x)) − ln 2`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// ONNX has no such operator: `Softplus` of −2 · x, `Add`, `Sub`. Flux `logcosh`. Defined at
/// <https://fluxml.ai/NNlib.jl/dev/reference/#Activation-Functions>.
public struct LogCosh: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "LogCosh", .activation, summary: "y = ln cosh x = x + ln(1 + exp(−2·x)) − ln 2",
    operands: [.required("x")],
    spellings: [
      .flux("logcosh")
    ],
    specification: "https://fluxml.ai/NNlib.jl/dev/reference/#Activation-Functions")

  public static let examples = [
    OperatorExample(
      LogCosh(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
