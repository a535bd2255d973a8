/// The product, element by element: `y = a · b`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, numeric elements, one type |
/// | y | the broadcast shape |
///
/// Flux `.*`; PyTorch `aten::mul`; MindSpore `Mul`; ONNX `Mul`; GE `Mul`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Mul.html>.
public struct Multiply: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Multiply", .arithmetic, summary: "y = a · b",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux(".*"), .pyTorch("aten::mul"), .mindSpore("Mul"), .onnx("Mul"), .graphEngine("Mul"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Mul.html")

  public static let examples = [
    OperatorExample(
      Multiply(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Multiply(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.float32, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
