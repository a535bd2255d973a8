/// The Gaussian error linear unit: `y = x / 2 · (1 + erf(x / √2))`, or approximately
/// `x / 2 · (1 + tanh(√(2 / π) · (x + 0.044715 · x³)))`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | approximation | `none` or `tanh` | none (PyTorch, ONNX), tanh (Flux, MindSpore, GE) |
///
/// Flux `gelu (tanh)`, `gelu_tanh`, `gelu_sigmoid (tanh)`, `gelu_erf`; PyTorch `aten::gelu`,
/// `nn.GELU`; MindSpore `GeLU (tanh)`, `nn.GELU`; ONNX `Gelu-20`; GE `Gelu (tanh)`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Gelu.html>.
public struct Gelu: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Gelu", .activation, summary: "y = x/2·(1 + erf(x / √2)), or its approximation by tanh",
    operands: [.required("x")],
    spellings: [
      .flux("gelu (tanh)", "gelu_tanh", "gelu_sigmoid (tanh)", "gelu_erf"),
      .pyTorch("aten::gelu", "nn.GELU"), .mindSpore("GeLU (tanh)", "nn.GELU"), .onnx("Gelu-20"),
      .graphEngine("Gelu (tanh)"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Gelu.html")

  public static let examples = [
    OperatorExample(
      Gelu(approximation: .tanh),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// How the error function is computed.
  public enum Approximation: Hashable, Sendable {
    /// By the error function itself.
    case none
    /// By a hyperbolic tangent of a cubic.
    case tanh
  }

  /// How the error function is computed.
  public let approximation: Approximation

  /// Makes the operator.
  public init(approximation: Approximation) { self.approximation = approximation }
}
