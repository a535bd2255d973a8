/// Copies x and puts slices at index tuples: `y[indices[i…, 0], indices[i…, 1], …] = updates[i…]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x, y | `[D1 … Dn]` |
/// | indices | `[I…, k]`, k at most n and a number; i32 or i64, negative from the end |
/// | updates | `[I…, Dk+1 … Dn]` |
///
/// | attribute | meaning | default elsewhere |
/// |---|---|---|
/// | reduction | how an update meets what is there | none |
///
/// PyTorch `aten::index_put`; MindSpore `TensorScatterUpdate`; ONNX `ScatterND`; GE
/// `TensorScatterUpdate`. Defined at <https://onnx.ai/onnx/operators/onnx__ScatterND.html>.
public struct ScatterND: Operator {
  public static let definition = OperatorDefinition(
    "ScatterND", .indexing, summary: "y = x with y[indices[i…]] = updates[i…]",
    operands: [.required("x"), .required("indices"), .required("updates")],
    spellings: [
      .pyTorch("aten::index_put"), .mindSpore("TensorScatterUpdate", "TensorScatterAdd"),
      .onnx("ScatterND-11"), .graphEngine("TensorScatterUpdate"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__ScatterND.html")

  public static let examples = [
    OperatorExample(
      ScatterND(),
      [
        TensorType(.float32, [4, .symbol("n")]), TensorType(.int64, [2, 1]),
        TensorType(.float32, [2, .symbol("n")]),
      ],
      gives: [TensorType(.float32, [4, .symbol("n")])])
  ]

  /// How an update meets what is there.
  public let reduction: ScatterReduction

  /// Makes the operator.
  public init(reduction: ScatterReduction = .none) { self.reduction = reduction }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireIndices(of: 1)
    try operands.requireSameElementType([0, 2])
    try operands.requireRank(1...Int.max, of: 0)
    let x = operands[0].shape
    let indices = operands[1].shape
    let depth = try indexDepth(of: indices, in: x)
    let expected = Shape(indices.dimensions.dropLast() + x.dimensions.dropFirst(depth))
    try operands.requireRank(expected.rank...expected.rank, of: 2)
    for (found, size) in zip(operands[2].shape.dimensions, expected.dimensions) {
      _ = try operands.require(
        found, equals: size, "the updates have shape \(operands[2].shape), \(expected) is needed")
    }
    return [operands[0]]
  }
}
