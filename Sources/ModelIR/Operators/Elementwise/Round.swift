/// The nearest whole number: `y = the whole number nearest to x, the even one of two`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// Flux `round`; PyTorch `aten::round`; MindSpore `Rint`, `Round`; ONNX `Round-11`; GE `Rint`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__Round.html>.
public struct Round: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Round", .arithmetic, summary: "y = the whole number nearest to x, the even one of two",
    operands: [.required("x")],
    spellings: [
      .flux("round"), .pyTorch("aten::round"), .mindSpore("Rint", "Round"), .onnx("Round-11"),
      .graphEngine("Rint"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Round.html")

  public static let examples = [
    OperatorExample(
      Round(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
