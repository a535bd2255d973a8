/// The natural logarithm: `y = ln x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point or complex elements |
///
/// Flux `log`; PyTorch `aten::log`; MindSpore `Log`; ONNX `Log`; GE `Log`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Log.html>.
public struct Log: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Log", .arithmetic, summary: "y = ln x",
    operands: [.required("x")],
    spellings: [
      .flux("log"), .pyTorch("aten::log"), .mindSpore("Log"), .onnx("Log"), .graphEngine("Log"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Log.html")

  public static let elementRequirement = ElementRequirement.floatingPointOrComplex

  public static let examples = [
    OperatorExample(
      Log(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Log(),
      [TensorType(.complex64, [3])],
      gives: [TensorType(.complex64, [3])]),
  ]

  /// Makes the operator.
  public init() {}
}
