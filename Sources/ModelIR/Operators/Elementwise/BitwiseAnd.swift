/// The conjunction of every bit: `y = a & b`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, integer elements, one type |
/// | y | the broadcast shape |
///
/// Flux `&`; PyTorch `aten::bitwise_and`; MindSpore `BitwiseAnd`; ONNX `BitwiseAnd-18`; GE
/// `BitwiseAnd`. Defined at <https://onnx.ai/onnx/operators/onnx__BitwiseAnd.html>.
public struct BitwiseAnd: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "BitwiseAnd", .logic, summary: "y = a & b",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("&"), .pyTorch("aten::bitwise_and"), .mindSpore("BitwiseAnd"), .onnx("BitwiseAnd-18"),
      .graphEngine("BitwiseAnd"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__BitwiseAnd.html")

  public static let elementRequirement = ElementRequirement.integer

  public static let examples = [
    OperatorExample(
      BitwiseAnd(),
      [TensorType(.int32, [.symbol("batch"), 4]), TensorType(.int32, [4])],
      gives: [TensorType(.int32, [.symbol("batch"), 4])]),
    OperatorExample(
      BitwiseAnd(),
      [TensorType(.int32, [3, 1]), TensorType(.int32, [2, 1, 5])],
      gives: [TensorType(.int32, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
