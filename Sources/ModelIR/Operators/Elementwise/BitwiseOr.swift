/// The disjunction of every bit: `y = a | b`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, integer elements, one type |
/// | y | the broadcast shape |
///
/// Flux `|`; PyTorch `aten::bitwise_or`; MindSpore `BitwiseOr`; ONNX `BitwiseOr-18`; GE
/// `BitwiseOr`. Defined at <https://onnx.ai/onnx/operators/onnx__BitwiseOr.html>.
public struct BitwiseOr: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "BitwiseOr", .logic, summary: "y = a | b",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("|"), .pyTorch("aten::bitwise_or"), .mindSpore("BitwiseOr"), .onnx("BitwiseOr-18"),
      .graphEngine("BitwiseOr"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__BitwiseOr.html")

  public static let elementRequirement = ElementRequirement.integer

  public static let examples = [
    OperatorExample(
      BitwiseOr(),
      [TensorType(.int32, [.symbol("batch"), 4]), TensorType(.int32, [4])],
      gives: [TensorType(.int32, [.symbol("batch"), 4])]),
    OperatorExample(
      BitwiseOr(),
      [TensorType(.int32, [3, 1]), TensorType(.int32, [2, 1, 5])],
      gives: [TensorType(.int32, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
