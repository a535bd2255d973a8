/// The nearest whole number that is not above: `y = ⌊x⌋`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// Flux `floor`; PyTorch `aten::floor`; MindSpore `Floor`; ONNX `Floor`; GE `Floor`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Floor.html>.
public struct Floor: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Floor", .arithmetic, summary: "y = ⌊x⌋",
    operands: [.required("x")],
    spellings: [
      .flux("floor"), .pyTorch("aten::floor"), .mindSpore("Floor"), .onnx("Floor"),
      .graphEngine("Floor"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Floor.html")

  public static let examples = [
    OperatorExample(
      Floor(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
