/// The rectifier: `y = max(0, x)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, real numeric elements |
///
/// Flux `relu`; PyTorch `aten::relu`, `nn.ReLU`; MindSpore `ReLU`; ONNX `Relu`; GE `Relu`. Defined
/// at <https://onnx.ai/onnx/operators/onnx__Relu.html>.
public struct Relu: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Relu", .activation, summary: "y = max(0, x)",
    operands: [.required("x")],
    spellings: [
      .flux("relu"), .pyTorch("aten::relu", "nn.ReLU"), .mindSpore("ReLU"), .onnx("Relu"),
      .graphEngine("Relu"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Relu.html")

  public static let elementRequirement = ElementRequirement.realNumeric

  public static let examples = [
    OperatorExample(
      Relu(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Relu(),
      [TensorType(.int64, [2, .symbol("n")])],
      gives: [TensorType(.int64, [2, .symbol("n")])]),
  ]

  /// Makes the operator.
  public init() {}
}
