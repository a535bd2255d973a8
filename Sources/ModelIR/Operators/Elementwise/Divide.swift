/// The quotient, of integers rounded towards zero: `y = a / b`.
///
/// | operand or result | shape |
/// |---|---|
/// | a, b | any that broadcast, numeric elements, one type |
/// | y | the broadcast shape |
///
/// Flux `./`; PyTorch `aten::div`; MindSpore `RealDiv`, `Div`; ONNX `Div`; GE `RealDiv`, `Div`.
/// Defined at <https://onnx.ai/onnx/operators/onnx__Div.html>.
public struct Divide: BinaryElementwiseOperator {
  public static let definition = OperatorDefinition(
    "Divide", .arithmetic, summary: "y = a / b",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("./"), .pyTorch("aten::div"), .mindSpore("RealDiv", "Div"), .onnx("Div"),
      .graphEngine("RealDiv", "Div"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Div.html")

  public static let examples = [
    OperatorExample(
      Divide(),
      [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.float32, [4])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Divide(),
      [TensorType(.float32, [3, 1]), TensorType(.float32, [2, 1, 5])],
      gives: [TensorType(.float32, [2, 3, 5])]),
  ]

  /// Makes the operator.
  public init() {}
}
