/// Whether exactly one is true: `y = a ⊕ b`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, bool elements, one type |
/// | y | the broadcast shape |
///
/// Flux `xor`; PyTorch `aten::logical_xor`; MindSpore `LogicalXor`; ONNX `Xor`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Xor.html>.
public struct Xor: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Xor", .logic, summary: "y = a ⊕ b",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("xor"), .pyTorch("aten::logical_xor"), .mindSpore("LogicalXor"), .onnx("Xor"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Xor.html")

  public static let elementRequirement = ElementRequirement.bool

  public static let examples = [
    OperatorExample(
      Xor(),
      [TensorType(.bool, [.symbol("batch"), 4]), TensorType(.bool, [4])],
      gives: [TensorType(.bool, [.symbol("batch"), 4])]),
    OperatorExample(
      Xor(),
      [TensorType(.bool, [3, 1]), TensorType(.bool, [2, 1, 5])],
      gives: [TensorType(.bool, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
