/// Stored numbers as a node: `y = literal`.
///
/// A graph holds stored data as a weight value; this operator exists for formats that spell it as a
/// node and for their round trip.
///
/// | result | shape |
/// |---|---|
/// | y | the literal's |
///
/// | attribute | meaning |
/// |---|---|
/// | literal | the tensor |
///
/// PyTorch `prim::Constant`; MindSpore `ValueNode`; ONNX `Constant`; GE `Const`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Constant.html>.
public struct Constant: Operator {
  public static let definition = OperatorDefinition(
    "Constant", .constant, summary: "y = stored numbers", operands: [],
    spellings: [
      .pyTorch("prim::Constant"), .mindSpore("Constant"), .onnx("Constant"),
      .graphEngine("Const", "Constant"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Constant.html")

  public static let examples = [
    OperatorExample(
      Constant(literal: .integers([1, 2, 3])), [], gives: [TensorType(.int64, [3])])
  ]

  /// The tensor.
  public let literal: Weight

  /// Makes the operator.
  public init(literal: Weight) { self.literal = literal }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    [TensorType(literal.elementType, Shape(fixed: literal.shape))]
  }
}
