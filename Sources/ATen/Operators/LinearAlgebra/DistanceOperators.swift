import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Distances and angles between vectors.
  static let distances: [ATenOperator] = [
    ATenOperator("cosine_similarity(x1, x2, dim=1, eps=1e-08)") { call throws(Diagnostic) in
      let operands = try call.promoted("x1", "x2")
      let rank = operands.map(call.rank).max() ?? 0
      let axis = try call.axis("dim", rank: rank)
      return call.result(
        try call.cosine(operands[0], operands[1], axis: axis, epsilon: try call.number("eps")))
    },
    ATenOperator("pairwise_distance(x1, x2, p=2.0, eps=1e-06, keepdim=False)") {
      call throws(Diagnostic) in
      let operands = try call.promoted("x1", "x2")
      return call.result(
        try call.distance(
          operands[0], operands[1], order: try call.number("p"), epsilon: try call.number("eps"),
          keepsAxis: try call.boolean("keepdim")))
    },
    ATenOperator("cdist(x1, x2, p=2.0, compute_mode=None)") { call throws(Diagnostic) in
      try call.allDistances(order: try call.number("p"))
    },
    ATenOperator("_cdist_forward(x1, x2, p, compute_mode)") { call throws(Diagnostic) in
      try call.allDistances(order: try call.number("p"))
    },
    ATenOperator("_euclidean_dist(x1, x2)") { call throws(Diagnostic) in
      try call.allDistances(order: 2)
    },
  ]
}

extension ATenCall {
  /// The cosine of the angle between vectors.
  func cosine(
    _ x: ValueID, _ y: ValueID, axis: Int, epsilon: Double
  ) throws(Diagnostic) -> ValueID {
    let dot = try add(ReduceSum(axes: [axis], keepsAxes: false), try add(Multiply(), x, y))
    var norms: [ValueID] = []
    for vector in [x, y] {
      let own = axis - (max(rank(x), rank(y)) - rank(vector))
      guard own >= 0 else { throw unsupported("vectors of different numbers of axes") }
      let norm = try add(ReduceL2(axes: [own], keepsAxes: false), vector)
      norms.append(try add(Maximum(), norm, try context.scalar(epsilon, like: norm)))
    }
    return try add(Divide(), dot, try add(Multiply(), norms[0], norms[1]))
  }

  /// The norm of a difference over the last axis.
  func distance(
    _ x: ValueID, _ y: ValueID, order: Double, epsilon: Double, keepsAxis: Bool
  ) throws(Diagnostic) -> ValueID {
    var difference = try add(Subtract(), x, y)
    if epsilon != 0 {
      difference = try add(Add(), difference, try context.scalar(epsilon, like: difference))
    }
    return try norm(difference, order: order, axes: [rank(difference) - 1], keepsAxes: keepsAxis)
  }

  /// `(Σ |x|^order)^(1 / order)`.
  func norm(
    _ x: ValueID, order: Double, axes: [Int], keepsAxes: Bool
  ) throws(Diagnostic) -> ValueID {
    switch order {
    case 1: return try add(ReduceL1(axes: axes, keepsAxes: keepsAxes), x)
    case 2: return try add(ReduceL2(axes: axes, keepsAxes: keepsAxes), x)
    case .infinity:
      return try add(ReduceMax(axes: axes, keepsAxes: keepsAxes), try add(Absolute(), x))
    case 0:
      let counted = try add(NotEqual(), x, try context.scalar(0, like: x))
      let ones = try add(Cast(to: elementType(of: x)), counted)
      return try add(ReduceSum(axes: axes, keepsAxes: keepsAxes), ones)
    default:
      let power = try add(Pow(), try add(Absolute(), x), try context.scalar(order, like: x))
      let sum = try add(ReduceSum(axes: axes, keepsAxes: keepsAxes), power)
      return try add(Pow(), sum, try context.scalar(1 / order, like: sum))
    }
  }

  /// The distance of each row of one tensor to each row of another.
  func allDistances(order: Double) throws(Diagnostic) -> [ATenValue] {
    let operands = try promoted("x1", "x2")
    let rows = try add(Unsqueeze(axes: [rank(operands[0]) - 1]), operands[0])
    let columns = try add(Unsqueeze(axes: [rank(operands[1]) - 2]), operands[1])
    return result(try distance(rows, columns, order: order, epsilon: 0, keepsAxis: false))
  }
}
