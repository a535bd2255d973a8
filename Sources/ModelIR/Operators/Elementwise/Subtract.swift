/// The difference: `y = a − b`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, numeric elements, one type |
/// | y | the broadcast shape |
///
/// Flux `-`; PyTorch `aten::sub`, `aten::rsub (operands exchanged)`; MindSpore `Sub`; ONNX `Sub`;
/// GE `Sub`. Defined at <https://onnx.ai/onnx/operators/onnx__Sub.html>.
public struct Subtract: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Subtract", .arithmetic, summary: "y = a − b",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("-"), .pyTorch("aten::sub", "aten::rsub (operands exchanged)"), .mindSpore("Sub"),
      .onnx("Sub"), .graphEngine("Sub"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Sub.html")

  public static let examples = [
    OperatorExample(
      Subtract(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Subtract(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.float32, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
