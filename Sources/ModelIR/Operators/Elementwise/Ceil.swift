/// The nearest whole number that is not below: `y = ⌈x⌉`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// Flux `ceil`; PyTorch `aten::ceil`; MindSpore `Ceil`; ONNX `Ceil`; GE `Ceil`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Ceil.html>.
public struct Ceil: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Ceil", .arithmetic, summary: "y = ⌈x⌉",
    operands: [.required("x")],
    spellings: [
      .flux("ceil"), .pyTorch("aten::ceil"), .mindSpore("Ceil"), .onnx("Ceil"),
      .graphEngine("Ceil"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Ceil.html")

  public static let examples = [
    OperatorExample(
      Ceil(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
