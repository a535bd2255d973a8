/// Takes slices of an axis by their indices: `y[…, i…, …] = x[…, indices[i…], …]`.
///
/// | operand or result | shape |
/// |---|---|
/// | x | any, at least 1 axis |
/// | indices | any, i32 or i64; 0-based, negative ones count from the end |
/// | y | x's with `axis` replaced by the indices' axes |
///
/// | attribute | range | default elsewhere |
/// |---|---|---|
/// | axis | an axis of x | 0 (ONNX) |
///
/// Flux `gather`, `getindex` (1-based); PyTorch `aten::index_select`, `aten::select`; MindSpore
/// `Gather`; ONNX `Gather`; GE `GatherV2`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Gather.html>.
public struct Gather: Operator {
  public static let definition = OperatorDefinition(
    "Gather", .indexing, summary: "y[…, i…, …] = x[…, indices[i…], …]",
    operands: [.required("x"), .required("indices")],
    spellings: [
      .flux("gather", "getindex"), .pyTorch("aten::index_select", "aten::select"),
      .mindSpore("Gather", "GatherV2"), .onnx("Gather"),
      .graphEngine("Gather", "GatherV2", "GatherV2D"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Gather.html")

  public static let examples = [
    OperatorExample(
      Gather(axis: 1),
      [TensorType(.float32, [.symbol("batch"), 5, 4]), TensorType(.int64, [2, .symbol("n")])],
      gives: [TensorType(.float32, [.symbol("batch"), 2, .symbol("n"), 4])]),
    OperatorExample(
      Gather(axis: 0), [TensorType(.int64, [3]), TensorType(.int64, [])],
      gives: [TensorType(.int64, [])]),
  ]

  /// The axis whose slices are taken.
  public let axis: Int

  /// Makes the operator.
  public init(axis: Int) { self.axis = axis }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try operands.requireIndices(of: 1)
    try requireAxis(axis, rank: operands[0].rank)
    var dimensions = operands[0].shape.dimensions
    dimensions.replaceSubrange(axis...axis, with: operands[1].shape.dimensions)
    return [TensorType(operands[0].elementType, Shape(dimensions))]
  }
}
