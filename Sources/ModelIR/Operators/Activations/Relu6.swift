/// The rectifier with a ceiling: `y = min(max(0, x), 6)`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, floating-point elements |
///
/// ONNX has no such operator: `Clip` from 0 to 6. Flux `relu6`; PyTorch `aten::relu6`, `nn.ReLU6`;
/// MindSpore `ReLU6`; GE `Relu6`. Defined at
/// <https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU6.html>.
public struct Relu6: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Relu6", .activation, summary: "y = min(max(0, x), 6)",
    operands: [.required("x")],
    spellings: [
      .flux("relu6"), .pyTorch("aten::relu6", "nn.ReLU6"), .mindSpore("ReLU6"),
      .graphEngine("Relu6"),
    ],
    specification: "https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU6.html")

  public static let examples = [
    OperatorExample(
      Relu6(),
      [TensorType(.float32, [.symbol("batch"), 4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
