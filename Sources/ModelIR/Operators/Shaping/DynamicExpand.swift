/// Repeats axes of size 1, by NumPy's rule of broadcasting, to sizes that are known only when the model
/// runs: `y = x` broadcast with `sizes`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | aligned with `sizes` at the last axis |
/// | sizes | `[r]`, i64; 1 keeps an axis as it is |
/// | y | `shape`, r axes |
///
/// | attribute | meaning |
/// |---|---|
/// | shape | what is known of the result's sizes |
///
/// PyTorch `aten::expand`; MindSpore `BroadcastTo`; ONNX `Expand`; GE `BroadcastTo`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Expand.html>.
public struct DynamicExpand: Operator {
  public static let definition = OperatorDefinition(
    "DynamicExpand", .shape, summary: "y = x with axes of size 1 repeated to an operand's sizes",
    operands: [.required("x"), .required("sizes")],
    spellings: [
      .pyTorch("aten::expand", "aten::broadcast_to"), .mindSpore("BroadcastTo"),
      .onnx("Expand-8"), .graphEngine("BroadcastTo"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Expand.html")

  public static let examples = [
    OperatorExample(
      DynamicExpand(shape: [.symbol("time") + 1, .symbol("batch"), 5]),
      [TensorType(.float32, [.symbol("batch"), 1]), TensorType(.int64, [3])],
      gives: [TensorType(.float32, [.symbol("time") + 1, .symbol("batch"), 5])])
  ]

  /// What is known of the result's sizes.
  public let shape: [Dimension]

  /// Makes the operator.
  public init(shape: [Dimension]) { self.shape = shape }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireSizes(1, count: shape.count)
    try requireStatedShape(shape)
    let x = operands[0].shape
    guard x.stretches(to: Shape(shape)) else {
      throw InferenceFailure(
        .shapeMismatch, "a tensor of shape \(x) cannot be expanded to \(Shape(shape))")
    }
    return [TensorType(operands[0].elementType, Shape(shape))]
  }
}
