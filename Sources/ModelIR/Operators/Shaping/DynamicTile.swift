/// Repeats the tensor as a whole along each axis as often as an operand says: `y[i] = x[i mod size]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any |
/// | repeats | one number per axis of x, i64, 0 or more |
/// | y | `shape`: x's sizes times `repeats` |
///
/// | attribute | meaning |
/// |---|---|
/// | shape | what is known of the result's sizes |
///
/// PyTorch `aten::repeat`, `aten::tile`; MindSpore `Tile`; ONNX `Tile`; GE `Tile`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Tile.html>.
public struct DynamicTile: Operator {
  public static let definition = OperatorDefinition(
    "DynamicTile", .shape, summary: "y = x repeated along each axis as an operand says",
    operands: [.required("x"), .required("repeats")],
    spellings: [
      .pyTorch("aten::repeat", "aten::tile"), .mindSpore("Tile"), .onnx("Tile"),
      .graphEngine("Tile"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Tile.html")

  public static let examples = [
    OperatorExample(
      DynamicTile(shape: [.symbol("n") * .symbol("batch"), 12]),
      [TensorType(.float32, [.symbol("n"), 4]), TensorType(.int64, [2])],
      gives: [TensorType(.float32, [.symbol("n") * .symbol("batch"), 12])])
  ]

  /// What is known of the result's sizes.
  public let shape: [Dimension]

  /// Makes the operator.
  public init(shape: [Dimension]) { self.shape = shape }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let x = operands[0].shape
    try operands.requireSizes(1, count: x.rank)
    try requireStatedShape(shape)
    guard shape.count == x.rank else {
      throw InferenceFailure(
        .invalidAttribute, "the input has \(x.rank) axes, the stated result \(shape.count)")
    }
    for (size, result) in zip(x.dimensions, shape) where size.size != 0 {
      guard result.exactlyDivided(by: size) != nil else {
        throw InferenceFailure(
          .shapeMismatch, "\(result) elements are no repetition of an axis of \(size)")
      }
    }
    return [TensorType(operands[0].elementType, Shape(shape))]
  }
}
