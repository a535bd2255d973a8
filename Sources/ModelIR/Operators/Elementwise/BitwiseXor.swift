/// The exclusive disjunction of every bit: `y = a ⊕ b, bit by bit`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, integer elements, one type |
/// | y | the broadcast shape |
///
/// Flux `xor`; PyTorch `aten::bitwise_xor`; MindSpore `BitwiseXor`; ONNX `BitwiseXor-18`; GE
/// `BitwiseXor`. Defined at <https://onnx.ai/onnx/operators/onnx__BitwiseXor.html>.
public struct BitwiseXor: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "BitwiseXor", .logic, summary: "y = a ⊕ b, bit by bit",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("xor"), .pyTorch("aten::bitwise_xor"), .mindSpore("BitwiseXor"),
      .onnx("BitwiseXor-18"), .graphEngine("BitwiseXor"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__BitwiseXor.html")

  public static let elementRequirement = ElementRequirement.integer

  public static let examples = [
    OperatorExample(
      BitwiseXor(),
      [TensorType(.int32, [.symbol("batch"), 4]), TensorType(.int32, [4])],
      gives: [TensorType(.int32, [.symbol("batch"), 4])]),
    OperatorExample(
      BitwiseXor(),
      [TensorType(.int32, [3, 1]), TensorType(.int32, [2, 1, 5])],
      gives: [TensorType(.int32, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
