/// Takes slices by index tuples: `y[b…, i…] = x[b…, indices[b…, i…, 0], indices[b…, i…, 1], …]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | `[B…, D1 … Dn]` |
/// | indices | `[B…, I…, k]`, k at most n and a number; i32 or i64, negative from the end |
/// | y | `[B…, I…, Dk+1 … Dn]` |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | batchAxes | how many leading axes both share, below both ranks | 0 |
///
/// PyTorch `aten::index`; MindSpore `GatherNd`; ONNX `GatherND`; GE `GatherNd`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__GatherND.html>.
public struct GatherND: Operator {
  public static let definition = OperatorDefinition(
    "GatherND", .indexing, summary: "y[b…, i…] = x[b…, indices[b…, i…, 0], …]",
    operands: [.required("x"), .required("indices")],
    spellings: [
      .pyTorch("aten::index"), .mindSpore("GatherNd"), .onnx("GatherND-12"),
      .graphEngine("GatherNd"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__GatherND.html")

  public static let examples = [
    OperatorExample(
      GatherND(batchAxes: 1),
      [
        TensorType(.float32, [.symbol("batch"), 4, 5, 6]),
        TensorType(.int64, [.symbol("batch"), 3, 2]),
      ],
      gives: [TensorType(.float32, [.symbol("batch"), 3, 6])])
  ]

  /// How many leading axes both operands share.
  public let batchAxes: Int

  /// Makes the operator.
  public init(batchAxes: Int = 0) { self.batchAxes = batchAxes }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireIndices(of: 1)
    let x = operands[0].shape
    let indices = operands[1].shape
    guard batchAxes >= 0, batchAxes < min(x.rank, indices.rank) else {
      throw InferenceFailure(
        .invalidAttribute, "\(batchAxes) batch axes are too many for \(x) and \(indices)")
    }
    var dimensions: [Dimension] = []
    for axis in 0..<batchAxes {
      dimensions.append(
        try operands.require(
          indices[axis], equals: x[axis],
          "the batch axes of the tensor \(x) and of the indices \(indices) differ"))
    }
    let depth = try indexDepth(of: indices, in: x, batchAxes: batchAxes)
    dimensions += indices.dimensions.dropFirst(batchAxes).dropLast()
    dimensions += x.dimensions.dropFirst(batchAxes + depth)
    return [TensorType(operands[0].elementType, Shape(dimensions))]
  }
}

/// The length of the index tuples, the last axis of the indices.
///
/// - Throws: if it is no number or more than the tensor has axes.
func indexDepth(
  of indices: Shape, in x: Shape, batchAxes: Int = 0
) throws(InferenceFailure) -> Int {
  guard let depth = indices.dimensions.last?.size else {
    throw InferenceFailure(
      .sizeNotFixed, "the last axis of the indices \(indices) has to be a number")
  }
  guard depth >= 1, depth <= x.rank - batchAxes else {
    throw InferenceFailure(
      .shapeMismatch, "index tuples of \(depth) do not fit the \(x.rank) axes of \(x)")
  }
  return depth
}
