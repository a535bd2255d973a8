/// Takes single elements along an axis: `y[i, j, k] = x[i, indices[i, j, k], k]` for axis 1.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, at least 1 axis |
/// | indices | as many axes, no longer than x's but for `axis`; i32 or i64, negative from the end |
/// | y | the indices' |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axis | an axis of x | 0 (ONNX) |
///
/// PyTorch `aten::gather`; MindSpore `GatherD`; ONNX `GatherElements`; GE `GatherElements`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__GatherElements.html>.
public struct GatherElements: Operator {
  public static let definition = OperatorDefinition(
    "GatherElements", .indexing, summary: "y[i,j,k] = x[i, indices[i,j,k], k] along an axis",
    operands: [.required("x"), .required("indices")],
    spellings: [
      .pyTorch("aten::gather"), .mindSpore("GatherD"), .onnx("GatherElements-11"),
      .graphEngine("GatherElements"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__GatherElements.html")

  public static let examples = [
    OperatorExample(
      GatherElements(axis: 1),
      [TensorType(.float32, [.symbol("batch"), 5]), TensorType(.int64, [.symbol("batch"), 2])],
      gives: [TensorType(.float32, [.symbol("batch"), 2])])
  ]

  /// The axis along which elements are taken.
  public let axis: Int

  /// Makes the operator.
  public init(axis: Int) { self.axis = axis }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireIndices(of: 1)
    let x = operands[0].shape
    try requireAxis(axis, rank: x.rank)
    try operands.requireRank(x.rank...x.rank, of: 1)
    try requireWithin(operands[1].shape, x, exceptAxis: axis)
    return [TensorType(operands[0].elementType, operands[1].shape)]
  }
}

/// Checks that indices are on no axis but one longer than the tensor that they point into.
///
/// - Throws: a shape mismatch that names the axis.
func requireWithin(
  _ indices: Shape, _ x: Shape, exceptAxis axis: Int
) throws(InferenceFailure) {
  for other in x.dimensions.indices where other != axis {
    if let count = indices[other].size, let most = x[other].size, count > most {
      throw InferenceFailure(
        .shapeMismatch,
        "the indices \(indices) have \(count) elements on axis \(other), the tensor \(x) has \(most)"
      )
    }
  }
}
