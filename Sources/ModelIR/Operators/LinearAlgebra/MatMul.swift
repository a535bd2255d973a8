/// The matrix product over the last two axes, broadcast over the others: `y = a · b`.
///
/// | operand or result | shape |
/// |---|---|
/// | a | `[…, m, k]` or `[k]` |
/// | b | `[…, k, n]` or `[k]` |
/// | y | `[…, m, n]`, without m or n where an operand is a vector |
///
/// Flux `*`, `batched_mul`; PyTorch `aten::matmul`, `aten::mm`, `aten::bmm`; MindSpore `MatMul`,
/// `BatchMatMul`; ONNX `MatMul`; GE `MatMulV2`, `BatchMatMulV2`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__MatMul.html>.
public struct MatMul: Operator {
  public static let definition = OperatorDefinition(
    "MatMul", .linearAlgebra, summary: "y = a·b over the last two axes, broadcast over the others",
    operands: [.required("a"), .required("b")],
    spellings: [
      .flux("*", "batched_mul"), .pyTorch("aten::matmul", "aten::mm", "aten::bmm"),
      .mindSpore("MatMul", "BatchMatMul"), .onnx("MatMul"),
      .graphEngine("MatMulV2", "BatchMatMulV2"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__MatMul.html")

  public static let examples = [
    OperatorExample(
      MatMul(),
      [TensorType(.float32, [.symbol("batch"), 3, 4]), TensorType(.float32, [4, 5])],
      gives: [TensorType(.float32, [.symbol("batch"), 3, 5])]),
    OperatorExample(
      MatMul(), [TensorType(.float32, [4]), TensorType(.float32, [2, 4, 5])],
      gives: [TensorType(.float32, [2, 5])]),
  ]

  /// Makes the operator.
  public init() {}

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let elementType = try operands.requireSameElementType()
    try operands.requireRank(1...Int.max, of: 0)
    try operands.requireRank(1...Int.max, of: 1)
    let a = operands[0].shape
    let b = operands[1].shape
    let inner = b[max(b.rank - 2, 0)]
    _ = try operands.require(
      a[a.rank - 1], equals: inner,
      "the input has \(a[a.rank - 1]) features, this layer takes \(inner)")
    let batch = try Shape.broadcast([
      Shape(Array(a.dimensions.dropLast(2))), Shape(Array(b.dimensions.dropLast(2))),
    ])
    let rows = a.rank > 1 ? [a[a.rank - 2]] : []
    let columns = b.rank > 1 ? [b[b.rank - 1]] : []
    return [TensorType(elementType, Shape(batch.dimensions + rows + columns))]
  }
}
