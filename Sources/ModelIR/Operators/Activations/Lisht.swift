/// The linearly scaled hyperbolic tangent: `y = x · tanh x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// ONNX has no such operator: `Mul` of x with `Tanh`. Flux `lisht`; PyTorch `x * torch.tanh(x)`.
/// Defined at <https://arxiv.org/abs/1901.05894>.
public struct Lisht: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Lisht", .activation, summary: "y = x·tanh x",
    operands: [.required("x")],
    spellings: [
      .flux("lisht"), .pyTorch("x * torch.tanh(x)"),
    ],
    specification: "https://arxiv.org/abs/1901.05894")

  public static let examples = [
    OperatorExample(
      Lisht(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
