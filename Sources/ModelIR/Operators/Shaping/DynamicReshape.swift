/// Gives the same elements in the same row-major order sizes that are known only when the model runs:
/// `y = x` with `sizes`, of which one may be −1 and is inferred.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any |
/// | sizes | `[r]`, i64; each 0 or more, or −1 once |
/// | y | `shape`, r axes |
///
/// | attribute | meaning |
/// |---|---|
/// | shape | what is known of the result's sizes |
///
/// PyTorch `aten::view`, `aten::reshape`; MindSpore `Reshape`; ONNX `Reshape`; GE `Reshape`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Reshape.html>.
public struct DynamicReshape: Operator {
  public static let definition = OperatorDefinition(
    "DynamicReshape", .shape, summary: "y = x with the sizes of an operand",
    operands: [.required("x"), .required("sizes")],
    spellings: [
      .pyTorch("aten::view", "aten::reshape"), .mindSpore("Reshape"), .onnx("Reshape"),
      .graphEngine("Reshape"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Reshape.html")

  public static let examples = [
    OperatorExample(
      DynamicReshape(shape: [.symbol("batch") * 2, 6]),
      [TensorType(.float32, [.symbol("batch"), 4, 3]), TensorType(.int64, [2])],
      gives: [TensorType(.float32, [.symbol("batch") * 2, 6])])
  ]

  /// What is known of the result's sizes.
  public let shape: [Dimension]

  /// Makes the operator.
  public init(shape: [Dimension]) { self.shape = shape }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireSizes(1, count: shape.count)
    try requireStatedShape(shape)
    let x = operands[0].shape
    guard x.elementCount.canEqual(Shape(shape).elementCount) else {
      throw InferenceFailure(
        .shapeMismatch,
        "the input \(x) has \(x.elementCount) elements, they do not fit \(Shape(shape))")
    }
    return [TensorType(operands[0].elementType, Shape(shape))]
  }
}
