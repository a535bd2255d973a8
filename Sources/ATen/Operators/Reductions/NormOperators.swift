import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Norms of vectors and matrices.
  static let norms: [ATenOperator] = family(
    named("linalg_vector_norm(self, ord=2, dim=None, keepdim=False, dtype=None)") {
      call throws(Diagnostic) in
      call.result(try call.norm(try call.number("ord")))
    },
    named(
      "norm.ScalarOpt_dim(self, p, dim: int[], keepdim: bool=False, dtype=None)",
      "norm.Scalar(self, p=2)", "norm.ScalarOpt_dtype(self, p, dtype)"
    ) { call throws(Diagnostic) in
      // A text names the norm in models of old releases: "fro" is the usual one.
      if case .text(let name) = call.value("p") {
        guard name == "fro" else { throw call.unsupported("the norm '\(name)'") }
        return call.result(try call.norm(2))
      }
      return call.result(try call.norm(try call.optionalNumber("p") ?? 2))
    },
    named("dist(self, other, p=2)") { call throws(Diagnostic) in
      let operands = try call.promotedFloating("self", "other")
      let difference = try call.add(Subtract(), operands[0], operands[1])
      return call.result(
        try call.norm(difference, try call.number("p"), [], keepsAxes: false))
    },
    named("pdist(self, p=2.0)", "_pdist_forward(self, p=2.0)") { call throws(Diagnostic) in
      call.result(try call.distancesOfPairs())
    },
    named("frobenius_norm.dim(self, dim, keepdim=False)", "frobenius_norm(self)") {
      call throws(Diagnostic) in
      call.result(try call.norm(2))
    },
    named("linalg_norm(self, ord=None, dim=None, keepdim=False, dtype=None)") {
      call throws(Diagnostic) in
      let x = try call.tensor("self")
      let axes = try call.reducedAxes(rank: call.rank(x))
      let isMatrix = axes.isEmpty ? call.rank(x) == 2 : axes.count == 2
      guard isMatrix, call.isGiven("ord") else {
        return call.result(try call.norm(try call.optionalNumber("ord") ?? 2))
      }
      return call.result(try call.matrixNorm(axes.isEmpty ? [0, 1] : axes))
    },
    named("linalg_matrix_norm(self, ord='fro', dim=[-2, -1], keepdim=False, dtype=None)") {
      call throws(Diagnostic) in
      let rank = call.rank(try call.tensor("self"))
      return call.result(try call.matrixNorm(try call.axes("dim", rank: rank)))
    })
}

extension ATenCall {
  /// The norm of an order over the axes that `dim` names.
  fileprivate func norm(_ order: Double) throws(Diagnostic) -> ValueID {
    var x = try tensor("self")
    if has("dtype") { x = try cast(x, to: "dtype") }
    x = try context.floating(x)
    return try norm(
      x, order, try reducedAxes(rank: rank(x)), keepsAxes: try keepsAxes)
  }

  /// The norm of an order over some axes.
  func norm(
    _ x: ValueID, _ order: Double, _ axes: [Int], keepsAxes: Bool
  ) throws(Diagnostic) -> ValueID {
    switch order {
    case 2: return try reduced(x, ReduceL2.self, axes, keepsAxes: keepsAxes)
    case 1: return try reduced(x, ReduceL1.self, axes, keepsAxes: keepsAxes)
    case .infinity:
      return try reduced(try add(Absolute(), x), ReduceMax.self, axes, keepsAxes: keepsAxes)
    case -.infinity:
      return try reduced(try add(Absolute(), x), ReduceMin.self, axes, keepsAxes: keepsAxes)
    case 0:
      let counted = try context.cast(try truth(x), to: elementType(of: x))
      return try reduced(counted, ReduceSum.self, axes, keepsAxes: keepsAxes)
    default:
      let powers = try add(
        Pow(), try add(Absolute(), x), try context.scalar(order, like: x))
      let sum = try reduced(powers, ReduceSum.self, axes, keepsAxes: keepsAxes)
      return try add(Pow(), sum, try context.scalar(1 / order, like: sum))
    }
  }

  /// The distance of each two rows of a matrix.
  fileprivate func distancesOfPairs() throws(Diagnostic) -> ValueID {
    let x = try floating("self")
    guard rank(x) == 2, let count = shape(x)[0].size else {
      throw unsupported("rows whose number is known only when the model runs")
    }
    guard count <= 2048 else { throw unsupported("all pairs of \(count) rows") }
    let pairs = (0..<count).flatMap { first in
      (first + 1..<max(count, first + 1)).map { (first, $0) }
    }
    let left = try add(Gather(axis: 0), x, context.integers(pairs.map(\.0)))
    let right = try add(Gather(axis: 0), x, context.integers(pairs.map(\.1)))
    return try norm(
      try add(Subtract(), left, right), try number("p"), [1], keepsAxes: false)
  }

  /// A norm of matrices that needs no singular values.
  fileprivate func matrixNorm(_ axes: [Int]) throws(Diagnostic) -> ValueID {
    let x = try context.floating(try cast(try tensor("self"), to: "dtype"))
    let keeps = try keepsAxes
    if case .text(let name) = value("ord") {
      guard name == "fro" else { throw unsupported("the norm '\(name)' of a matrix") }
      return try norm(x, 2, axes, keepsAxes: keeps)
    }
    let order = try number("ord")
    guard axes.count == 2, order.magnitude == 1 || order.isInfinite else {
      throw unsupported("the norm \(order) of a matrix needs its singular values")
    }
    // The largest sum of a column is the norm 1, that of a row the infinite one.
    let (inner, outer) = order.magnitude == 1 ? (axes[0], axes[1]) : (axes[1], axes[0])
    let sums = try norm(x, 1, [inner], keepsAxes: true)
    let result =
      order > 0
      ? try reduced(sums, ReduceMax.self, [outer], keepsAxes: true)
      : try reduced(sums, ReduceMin.self, [outer], keepsAxes: true)
    return keeps ? result : try add(Squeeze(axes: axes.sorted()), result)
  }
}
