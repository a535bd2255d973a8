/// The power: `y = a ^ b`, with an exponent that may have another element type.
///
/// | operand or result | shape |
/// |---|---|
/// | a | any, numeric elements |
/// | b | any that broadcasts with a, numeric elements of any type |
/// | y | the broadcast shape, elements of a's type |
///
/// A negative whole exponent of a whole base is refused by some runtimes and rounds to 0 in others.
/// Flux `^`; PyTorch `aten::pow`; MindSpore `Pow`; ONNX `Pow`, from opset 12 with two element types;
/// GE `Pow`. Defined at <https://onnx.ai/onnx/operators/onnx__Pow.html>.
public struct Pow: Operator {
  public static let definition = OperatorDefinition(
    "Pow", .arithmetic, summary: "y = a ^ b, of a's element type",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("^"), .pyTorch("aten::pow"), .mindSpore("Pow"), .onnx("Pow"), .graphEngine("Pow"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Pow.html")

  public static let examples = [
    OperatorExample(
      Pow(), [TensorType(.float32, [.symbol("batch"), 4]), TensorType(.int64, [])],
      gives: [TensorType(.float32, [.symbol("batch"), 4])]),
    OperatorExample(
      Pow(), [TensorType(.float16, [3, 1]), TensorType(.float16, [2])],
      gives: [TensorType(.float16, [3, 2])]),
  ]

  /// Makes the operator.
  public init() {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    for index in 0...1 {
      try operands.requireElementType(of: index, "numeric") { $0.isNumeric }
    }
    let shape = try Shape.broadcast(operands.present.map(\.shape))
    return [TensorType(operands[0].elementType, shape)]
  }
}
