/// The complement of every bit: `y = ~x`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, integer elements |
///
/// Flux `~`; PyTorch `aten::bitwise_not`; MindSpore `Invert`; ONNX `BitwiseNot-18`; GE `Invert`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__BitwiseNot.html>.
public struct BitwiseNot: UnaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "BitwiseNot", .logic, summary: "y = ~x",
    operands: [.required("x")],
    spellings: [
      .flux("~"), .pyTorch("aten::bitwise_not"), .mindSpore("Invert"), .onnx("BitwiseNot-18"),
      .graphEngine("Invert"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__BitwiseNot.html")

  public static let elementRequirement = ElementRequirement.integer

  public static let examples = [
    OperatorExample(
      BitwiseNot(),
      [TensorType(.uint8, [.symbol("batch"), 4])],
      gives: [TensorType(.uint8, [.symbol("batch"), 4])])
  ]

  /// Makes the operator.
  public init() {}
}
