import Diagnostics
import ModelIR

extension Decomposition {
  /// Attention as products and a softmax; keys that take no part get the lowest score that there is.
  mutating func attention(_ operation: ScaledDotProductAttention) throws(Diagnostic) {
    let (query, key) = (shape(0), shape(1))
    let rank = max(query.rank, key.rank)
    guard query.rank == key.rank, shape(2).rank == rank else {
      throw unsupported("query, key and value have different numbers of axes")
    }
    var order = Array(0..<rank)
    order.swapAt(rank - 1, rank - 2)
    let turned = try emit(Transpose(axes: order), self[1])
    let factor: Double
    if let given = operation.scale {
      factor = given
    } else if let features = query[rank - 1].size {
      factor = 1 / Double(features).squareRoot()
    } else {
      throw unsupported("the number of features is not known")
    }
    let scaled = factor == 1 ? self[0] : try emit(Multiply(), self[0], scalar(factor))
    var scores = try emit(MatMul(), scaled, turned)
    if has(3) {
      scores =
        type(3).elementType == .bool
        ? try emit(Where(), self[3], scores, scalar(lowest)) : try emit(Add(), scores, self[3])
    }
    if operation.isCausal {
      guard let rows = query[rank - 2].size, let columns = key[rank - 2].size,
        rows <= 1 << 13, columns <= 1 << 13, rows * columns <= 1 << 22
      else { throw unsupported("a causal mask needs known lengths") }
      let mask = stored(
        triangle(rows, columns) { row, column in column <= row }, named: "causal_mask")
      scores = try emit(Where(), mask, scores, scalar(lowest))
    }
    var weights = try emit(Softmax(axis: rank - 1), scores)
    if has(3), type(3).elementType == .bool {
      weights = try emit(Where(), self[3], weights, scalar(0))
    }
    try result(MatMul(), weights, self[2])
  }

  /// The lowest number of the first operand's type.
  private var lowest: Double {
    mutating get {
      switch type(0).elementType {
      case .float16: -65504
      case .float64: -Double.greatestFiniteMagnitude
      case .bfloat16: -0x1.FEp127
      default: -Double(Float.greatestFiniteMagnitude)
      }
    }
  }

  /// A stored matrix of truth values.
  func triangle(_ rows: Int, _ columns: Int, _ isInside: (Int, Int) -> Bool) -> Weight {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns { bytes.append(isInside(row, column) ? 1 : 0) }
    }
    return Weight(.bool, shape: [rows, columns], bytes: bytes)
  }
}
