/// The sum: `y = a + b`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, numeric elements, one type |
/// | y | the broadcast shape |
///
/// Flux `+`; PyTorch `aten::add`; MindSpore `Add`, `TensorAdd`, `BiasAdd`; ONNX `Add`; GE `Add`,
/// `BiasAdd`. Defined at <https://onnx.ai/onnx/operators/onnx__Add.html>.
public struct Add: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Add", .arithmetic, summary: "y = a + b",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("+"), .pyTorch("aten::add"), .mindSpore("Add", "TensorAdd", "BiasAdd"), .onnx("Add"),
      .graphEngine("Add", "BiasAdd"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Add.html")

  public static let examples = [
    OperatorExample(
      Add(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Add(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.float32, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
