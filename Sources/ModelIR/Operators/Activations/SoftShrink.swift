/// Moves values towards zero: `y = x − lambda` for `x > lambda`, `x + lambda` for `x < −lambda`,
/// else 0.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | lambda | at least 0 | 0.5 everywhere |
///
/// Flux `softshrink`; PyTorch `aten::softshrink`, `nn.Softshrink`; MindSpore `SoftShrink`,
/// `nn.SoftShrink`; ONNX `Shrink-9 (bias = lambd)`; GE `SoftShrink`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Shrink.html>.
public struct SoftShrink: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "SoftShrink", .activation,
    summary: "y = x − lambda above lambda, x + lambda below −lambda, else 0",
    operands: [.required("x")],
    spellings: [
      .flux("softshrink"), .pyTorch("aten::softshrink", "nn.Softshrink"),
      .mindSpore("SoftShrink", "nn.SoftShrink"), .onnx("Shrink-9 (bias = lambd)"),
      .graphEngine("SoftShrink"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Shrink.html")

  public static let examples = [
    OperatorExample(
      SoftShrink(lambda: 0.25),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The distance that values are moved.
  public let lambda: Double

  /// Makes the operator.
  public init(lambda: Double = 0.5) { self.lambda = lambda }

  public func checkAttributes() throws(InferenceFailure) {
    guard lambda >= 0 else {
      throw InferenceFailure(.invalidAttribute, "lambda is \(lambda), at least 0 is needed")
    }
  }
}
