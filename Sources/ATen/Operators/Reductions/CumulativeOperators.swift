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
      call.result(try call.prefixes(try call.summand(), ReduceProduct.self, elsewhere: 1))
    },
    named("logcumsumexp(self, dim)") { call throws(Diagnostic) in
      let x = try call.floating("self")
      return call.result(try call.prefixes(x, ReduceLogSumExp.self, elsewhere: -.infinity))
    },
    named("cummax(self, dim)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      guard call.elementType(of: x).isFloatingPoint else {
        throw call.unsupported("elements of type \(call.elementType(of: x))")
      }
      return [
        call.context.tensor(try call.prefixes(x, ReduceMax.self, elsewhere: -.infinity)), .failed,
      ]
    },
    named("cummin(self, dim)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      guard call.elementType(of: x).isFloatingPoint else {
        throw call.unsupported("elements of type \(call.elementType(of: x))")
      }
      return [
        call.context.tensor(try call.prefixes(x, ReduceMin.self, elsewhere: .infinity)), .failed,
      ]
    })
}

extension ATenCall {
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
