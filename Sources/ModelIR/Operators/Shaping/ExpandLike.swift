/// Repeats axes of size 1 as often as another tensor has elements there, which may be known only when
/// the model runs.
///
/// | operand or result | shape |
/// |---|---|
/// | x | as many axes as `like` |
/// | like | gives sizes, its elements are not read |
/// | y | x's, with `like`'s sizes at `axes` |
///
/// | attribute | range |
/// |---|---|
/// | axes | axes at which x has size 1 |
///
/// PyTorch `aten::expand_as`; MindSpore `ops.broadcast_to`; ONNX `Shape` and `Expand`; GE `Shape` and
/// `BroadcastTo`. Defined at <https://onnx.ai/onnx/operators/onnx__Expand.html>.
public struct ExpandLike: Operator {
  public static let definition = OperatorDefinition(
    "ExpandLike", .shape, summary: "y = x with axes of size 1 repeated to another tensor's sizes",
    operands: [.required("x"), .required("like")],
    spellings: [
      .pyTorch("aten::expand_as"), .mindSpore("ops.broadcast_to"), .onnx("Shape + Expand-8"),
      .graphEngine("Shape + BroadcastTo"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Expand.html")

  public static let examples = [
    OperatorExample(
      ExpandLike(axes: [1]),
      [
        TensorType(.float32, [1, 1, 5]),
        TensorType(.float32, [.symbol("time"), .symbol("batch"), 3]),
      ],
      gives: [TensorType(.float32, [1, .symbol("batch"), 5])])
  ]

  /// The axes whose sizes are taken.
  public let axes: [Int]

  /// Makes the operator.
  public init(axes: [Int]) { self.axes = axes }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    var shape = operands[0].shape
    let like = operands[1].shape
    guard shape.rank == like.rank else {
      throw InferenceFailure(
        .rankMismatch, "the input has \(shape.rank) axes, the sizes come from \(like.rank)")
    }
    try requireAxes(axes, rank: shape.rank)
    for axis in axes {
      guard shape[axis].canEqual(1) else {
        throw InferenceFailure(
          .shapeMismatch, "axis \(axis) of \(shape) has to be 1 to be expanded to \(like[axis])")
      }
      shape[axis] = like[axis]
    }
    return [TensorType(operands[0].elementType, shape)]
  }
}
