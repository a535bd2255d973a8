/// Adds as many elements before and after each axis as an operand says: size i of y is
/// `pads[i] + size + pads[r + i]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, r axes |
/// | pads | `[2·r]`, i64: all beginnings, then all ends; negative numbers crop |
/// | y | `shape` |
///
/// | attribute | meaning |
/// |---|---|
/// | mode | what is added: a number, the mirrored inside, the edge's element, or the other end |
/// | shape | what is known of the result's sizes |
///
/// PyTorch `aten::pad`; MindSpore `PadV3`; ONNX `Pad`; GE `PadV3`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Pad.html>.
public struct DynamicPad: Operator {
  public static let definition = OperatorDefinition(
    "DynamicPad", .shape, summary: "y = x with an operand's numbers of elements added at each axis",
    operands: [.required("x"), .required("pads")],
    spellings: [
      .pyTorch("aten::pad", "aten::constant_pad_nd"), .mindSpore("PadV3"), .onnx("Pad"),
      .graphEngine("PadV3"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Pad.html")

  public static let examples = [
    OperatorExample(
      DynamicPad(mode: .constant(0), shape: [.symbol("batch"), .symbol("time") + 2]),
      [TensorType(.float32, [.symbol("batch"), .symbol("time")]), TensorType(.int64, [4])],
      gives: [TensorType(.float32, [.symbol("batch"), .symbol("time") + 2])])
  ]

  /// What is added.
  public let mode: Pad.Mode
  /// What is known of the result's sizes.
  public let shape: [Dimension]

  /// Makes the operator.
  public init(mode: Pad.Mode, shape: [Dimension]) {
    self.mode = mode
    self.shape = shape
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let rank = operands[0].rank
    try operands.requireSizes(1, count: 2 * rank)
    try requireStatedShape(shape)
    guard shape.count == rank else {
      throw InferenceFailure(
        .invalidAttribute, "the input has \(rank) axes, the stated result \(shape.count)")
    }
    return [TensorType(operands[0].elementType, Shape(shape))]
  }
}
