import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Sums, products and extremes of everything up to an element.
  static let cumulations: [ATenOperator] = family(
    named("cumsum(self, dim, dtype=None)") { call throws(Diagnostic) in
      let x = try call.summand()
      guard call.rank(x) > 0 else { return call.result(x) }
      let axis = try call.axis("dim", rank: call.rank(x))
      return call.result(try call.add(CumulativeSum(axis: axis), x))
    },
    named("cumprod(self, dim, dtype=None)") { call throws(Diagnostic) in
      let x = try call.summand()
      guard call.rank(x) > 0 else { return call.result(x) }
      let axis = try call.axis("dim", rank: call.rank(x))
      return call.result(try call.add(CumulativeProduct(axis: axis), x))
    },
    named("logcumsumexp(self, dim)") { call throws(Diagnostic) in
      let x = try call.floating("self")
      guard call.rank(x) > 0 else { return call.result(x) }
      let axis = try call.axis("dim", rank: call.rank(x))
      return call.result(try call.add(CumulativeLogSumExp(axis: axis), x))
    },
    named("cummax(self, dim)") { call throws(Diagnostic) in
      call.results(try call.extremes(ReduceMax.self, elsewhere: -.infinity))
    },
    named("cummin(self, dim)") { call throws(Diagnostic) in
      call.results(try call.extremes(ReduceMin.self, elsewhere: .infinity))
    })
}

extension ATenCall {
  /// The extreme of everything up to an element, and the last place where it is.
  fileprivate func extremes<Reduction: ReductionOperator>(
    _ reduction: Reduction.Type, elsewhere neutral: Double
  ) throws(Diagnostic) -> [ValueID] {
    let x = try tensor("self")
    let type = elementType(of: x)
    guard rank(x) > 0 else { return [x, context.constant(.scalar(integer: 0))] }
    // Whole numbers are compared as doubles, which can be infinite.
    let number = try type.isFloatingPoint ? x : context.cast(x, to: .float64)
    let values = try prefixes(number, reduction, elsewhere: neutral)
    let axis = try axis("dim", rank: rank(x))
    let trailing = [Dimension](repeating: 1, count: rank(x) - 1 - axis)
    let size = shape(x)[axis]
    let places = try context.reshape(try range(to: size), to: [size] + trailing)
    let zero = context.constant(.scalar(integer: 0))
    let reached = try add(Where(), try add(Equal(), number, values), places, zero)
    return [
      try context.cast(values, to: type), try prefixes(reached, ReduceMax.self, elsewhere: 0),
    ]
  }

  /// A reduction of the elements up to each one along `dim`: of a square of them, in which what comes
  /// later is replaced by a number that changes nothing.
  fileprivate func prefixes<Reduction: ReductionOperator>(
    _ x: ValueID, _ reduction: Reduction.Type, elsewhere neutral: Double
  ) throws(Diagnostic) -> ValueID {
    guard rank(x) > 0 else { return x }
    let axis = try axis("dim", rank: rank(x))
    let size = shape(x)[axis]
    let places = try range(to: size)
    var isEarlier = try add(
      LessOrEqual(), places, try add(Unsqueeze(axes: [1]), places))
    let trailing = rank(x) - 1 - axis
    if trailing > 0 {
      isEarlier = try add(Unsqueeze(axes: Array(2..<2 + trailing)), isEarlier)
    }
    // Axis `axis` is the element that is computed, the one after it what it is computed of.
    let rows = try add(Unsqueeze(axes: [axis]), x)
    let square = try add(
      Where(), isEarlier, rows, try context.scalar(neutral, like: x))
    return try add(Reduction(axes: [axis + 1], keepsAxes: false), square)
  }
}
