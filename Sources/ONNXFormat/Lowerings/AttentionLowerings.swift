import ConversionKit
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Attention, which ONNX has as one operator from opset 23 only.
  mutating func addAttention() {
    add(ScaledDotProductAttention.self) { operation, node in node.attention(operation) }
  }
}

extension NodeLowering {
  fileprivate mutating func attention(_ operation: ScaledDotProductAttention) {
    let query = shape(0)
    let key = shape(1)
    var order = Array(0..<key.rank)
    order.swapAt(key.rank - 1, key.rank - 2)
    let transposed = emit("Transpose", self[1], attributes: [.integers("perm", order)])
    let scaled =
      operation.scale == 1 ? self[0] : emit("Mul", self[0], attentionScale(operation.scale))
    var scores = emit("MatMul", scaled, transposed)
    if has(3) {
      scores =
        type(3).elementType == .bool
        ? emit("Where", self[3], scores, hiddenScore()) : emit("Add", scores, self[3])
    }
    if operation.isCausal {
      let rows = query[query.rank - 2]
      let columns = key[key.rank - 2]
      scores = emit("Where", causalMask(rows, columns), scores, hiddenScore())
    }
    let rank = max(query.rank, key.rank)
    var weights = emit("Softmax", scores, attributes: [.integer("axis", rank - 1)])
    if has(3), type(3).elementType == .bool {
      // A query that sees no key gives 0, as PyTorch has it.
      weights = emit("Where", self[3], weights, scalar(0))
    }
    result("MatMul", weights, self[2])
  }

  /// The score of a key that takes no part: the lowest number that there is, not minus infinity, so that
  /// a query without any key gets an average and no NaN that the next layers would spread.
  private mutating func hiddenScore() -> String {
    switch type(0).elementType {
    case .float16: scalar(-65504)
    case .float64: scalar(-Double.greatestFiniteMagnitude)
    case .bfloat16: scalar(-0x1.FEp127)
    default: scalar(-Double(Float.greatestFiniteMagnitude))
    }
  }

  /// The factor of the scores: 1/√d unless another is given.
  private mutating func attentionScale(_ given: Double?) -> String {
    let features = shape(0)[shape(0).rank - 1]
    if let given { return scalar(given) }
    if let size = features.size { return scalar(1 / Double(size).squareRoot()) }
    let root = emit("Sqrt", elementCount([shape(0).rank - 1], minus: 0))
    return emit("Reciprocal", root)
  }

  /// Where a key does not come after its query: stored if it is small, else compared when the model
  /// runs.
  private mutating func causalMask(_ rows: Dimension, _ columns: Dimension) -> String {
    if let rows = rows.size, let columns = columns.size, rows <= 1 << 16, columns <= 1 << 16,
      rows * columns <= 1 << 16
    {
      return triangleMask(rows, columns) { row, column in column <= row }
    }
    let queries = positions(of: 0, axis: shape(0).rank - 2)
    let keys = positions(of: 1, axis: shape(1).rank - 2)
    let column = emit("Unsqueeze", queries, integers([1]))
    return emit("GreaterOrEqual", column, keys)
  }

  /// The indices of an operand's axis.
  private mutating func positions(of operand: Int, axis: Int) -> String {
    let size = emit("Gather", emit("Shape", self[operand]), integer(axis))
    return emit("Range", integer(0), size, integer(1))
  }
}
