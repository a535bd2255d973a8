/// Copies x and puts single elements along an axis: `y[i, indices[i, j, k], k] = updates[i, j, k]` for
/// axis 1.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | any, at least 1 axis |
/// | indices | as many axes, no longer than x's but for `axis`; i32 or i64, negative from the end |
/// | updates | the indices' |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | axis | an axis of x | 0 (ONNX) |
/// | reduction | how an update meets what is there | none |
///
/// PyTorch `aten::scatter`; MindSpore `TensorScatterElements`; ONNX `ScatterElements`; GE
/// `ScatterElements`. Defined at <https://onnx.ai/onnx/operators/onnx__ScatterElements.html>.
public struct ScatterElements: Operator {
  public static let definition = OperatorDefinition(
    "ScatterElements", .indexing, summary: "y = x with y[i, indices[i,j,k], k] = updates[i,j,k]",
    operands: [.required("x"), .required("indices"), .required("updates")],
    spellings: [
      .pyTorch("aten::scatter", "aten::scatter_add", "aten::scatter_reduce"),
      .mindSpore("TensorScatterElements"), .onnx("ScatterElements-11"),
      .graphEngine("ScatterElements"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ScatterElements.html")

  public static let examples = [
    OperatorExample(
      ScatterElements(axis: 0, reduction: .add),
      [
        TensorType(.float32, [.symbol("n"), 3]), TensorType(.int64, [2, 3]),
        TensorType(.float32, [2, 3]),
      ],
      gives: [TensorType(.float32, [.symbol("n"), 3])])
  ]

  /// The axis along which elements are put.
  public let axis: Int
  /// How an update meets what is there.
  public let reduction: ScatterReduction

  /// Makes the operator.
  public init(axis: Int, reduction: ScatterReduction = .none) {
    self.axis = axis
    self.reduction = reduction
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireIndices(of: 1)
    try operands.requireSameElementType([0, 2])
    let x = operands[0].shape
    let indices = operands[1].shape
    try requireAxis(axis, rank: x.rank)
    try operands.requireRank(x.rank...x.rank, of: 1)
    try operands.requireRank(x.rank...x.rank, of: 2)
    try requireWithin(indices, x, exceptAxis: axis)
    for (found, expected) in zip(operands[2].shape.dimensions, indices.dimensions) {
      _ = try operands.require(
        found, equals: expected,
        "the updates \(operands[2].shape) and the indices \(indices) have different shapes")
    }
    return [operands[0]]
  }
}
