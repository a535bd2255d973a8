/// The distance from zero: `y = |x|`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, real numeric elements |
///
/// Flux `abs`; PyTorch `aten::abs`; MindSpore `Abs`; ONNX `Abs`; GE `Abs`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Abs.html>.
public struct Absolute: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Absolute", .arithmetic, summary: "y = |x|",
    operands: [.required("x")],
    spellings: [
      .flux("abs"), .pyTorch("aten::abs"), .mindSpore("Abs"), .onnx("Abs"), .graphEngine("Abs"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Abs.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      Absolute(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Absolute(),
      [TensorType(.int64, [2, .symbol("n")])],
      gives: [TensorType(.int64, [2, .symbol("n")])]),
  ]

  /// Makes the operator.
  public init() {}
}
