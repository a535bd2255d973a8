/// Replaces small values by zero: `y = x` for `|x| > lambda`, else 0.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | lambda | at least 0 | 0.5 everywhere |
///
/// Flux `hardshrink`; PyTorch `aten::hardshrink`, `nn.Hardshrink`; MindSpore `HShrink`,
/// `nn.HShrink`; ONNX `Shrink-9 (bias = 0)`; GE `HardShrink`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Shrink.html>.
public struct HardShrink: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "HardShrink", .activation, summary: "y = x for |x| > lambda, else 0",
    operands: [.required("x")],
    spellings: [
      .flux("hardshrink"), .pyTorch("aten::hardshrink", "nn.Hardshrink"),
      .mindSpore("HShrink", "nn.HShrink"), .onnx("Shrink-9 (bias = 0)"),
      .graphEngine("HardShrink"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Shrink.html")

  public static let examples = [
    OperatorExample(
      HardShrink(lambda: 0.25),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// The largest magnitude that becomes zero.
  public let lambda: Double

  /// Makes the operator.
  public init(lambda: Double = 0.5) { self.lambda = lambda }

  public func checkAttributes() throws(InferenceFailure) {
    guard lambda >= 0 else {
      throw InferenceFailure(.invalidAttribute, "lambda is \(lambda), at least 0 is needed")
    }
  }
}
