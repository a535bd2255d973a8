import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Divisors and multiples of whole numbers.
  static let divisors: [ATenOperator] = [
    ATenOperator("gcd(self, other)") { call throws(Diagnostic) in
      let operands = try call.promoted("self", "other")
      return call.result(try call.greatestDivisor(operands[0], operands[1]))
    },
    ATenOperator("lcm(self, other)") { call throws(Diagnostic) in
      let operands = try call.promoted("self", "other")
      let divisor = try call.greatestDivisor(operands[0], operands[1])
      // 0 only where both are, whose multiple is 0 as well.
      let safe = try call.add(
        Where(), try call.compare(divisor, Equal(), 0), try call.context.scalar(1, like: divisor),
        divisor)
      let product = try call.add(
        Multiply(), try call.add(Divide(), operands[0], safe), operands[1])
      return call.result(try call.add(Absolute(), product))
    },
  ]
}

extension ATenCall {
  /// The greatest common divisor, by Euclid's algorithm for all elements at once.
  fileprivate func greatestDivisor(_ a: ValueID, _ b: ValueID) throws(Diagnostic) -> ValueID {
    guard elementType(of: a).isInteger else { throw problem("takes whole numbers") }
    // Both get the common shape by a sum with zeros.
    var (left, right) = (try add(Absolute(), a), try add(Absolute(), b))
    if shape(a) != shape(b) {
      let zeros = try add(
        Multiply(), try add(Add(), left, right), try context.scalar(0, like: left))
      (left, right) = (try add(Add(), left, zeros), try add(Add(), right, zeros))
    }
    let results = try context.loop(
      tripCount: nil, condition: try isAnyLeft(right),
      carried: [context.tensor(left), context.tensor(right)]
    ) { (_, carried) throws(Diagnostic) in
      guard case .tensor(let first) = carried[0], case .tensor(let second) = carried[1] else {
        throw problem("takes tensors")
      }
      let (a, b) = (try context.value(of: first), try context.value(of: second))
      let isDone = try compare(b, Equal(), 0)
      let divisor = try add(Where(), isDone, try context.scalar(1, like: b), b)
      // The remainder by 1 is 0, so that what is done stays done.
      let rest = try add(Modulo(kind: .truncated), a, divisor)
      let next = try add(Where(), isDone, a, b)
      return ATenContext.Iteration(
        condition: context.tensor(try isAnyLeft(rest)),
        carried: [context.tensor(next), context.tensor(rest)])
    }
    guard case .tensor(let divisor)? = results.first else { throw problem("has no result") }
    return try context.value(of: divisor)
  }

  private func isAnyLeft(_ x: ValueID) throws(Diagnostic) -> ValueID {
    let isLeft = try compare(x, NotEqual(), 0)
    return rank(x) == 0
      ? isLeft : try add(ReduceAny(axes: Array(0..<rank(x)), keepsAxes: false), isLeft)
  }
}
