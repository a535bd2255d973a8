/// The swish function with a hard sigmoid: `y = x · max(0, min(1, x / 6 + 1 / 2))`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// Flux `hardswish`; PyTorch `aten::hardswish`, `nn.Hardswish`; MindSpore `HSwish`, `nn.HSwish`;
/// ONNX `HardSwish-14`; GE `HardSwish`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__HardSwish.html>.
public struct HardSwish: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "HardSwish", .activation, summary: "y = x·max(0, min(1, x/6 + 1/2))",
    operands: [.required("x")],
    spellings: [
      .flux("hardswish"), .pyTorch("aten::hardswish", "nn.Hardswish"),
      .mindSpore("HSwish", "nn.HSwish"), .onnx("HardSwish-14"), .graphEngine("HardSwish"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__HardSwish.html")

  public static let examples = [
    OperatorExample(
      HardSwish(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
