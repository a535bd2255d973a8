import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Derivatives of the logarithm of the gamma function, and what else is made of sums of powers.
  static let gammaFunctions: [ATenOperator] = family(
    named("polygamma(n: int, self)", "special_polygamma(n: int, self)") { call throws(Diagnostic) in
      let order = try call.integer("n")
      guard (0...20).contains(order) else { throw call.unsupported("an order of \(order)") }
      let x = try call.floating("self")
      if order == 0 { return call.result(try call.derivedLogarithmOfGamma(x)) }
      let factorial = (1...order).reduce(1.0) { $0 * Double($1) }
      let sum = try call.sumOfPowers(
        try call.context.scalar(Double(order + 1), like: x), from: x)
      return call.result(
        try call.scaled(sum, by: order.isMultiple(of: 2) ? -factorial : factorial))
    },
    named("special_zeta(self, other)") { call throws(Diagnostic) in
      let operands = try call.promotedFloating("self", "other")
      return call.result(try call.sumOfPowers(operands[0], from: operands[1]))
    },
    named("mvlgamma(self, p)", "special_multigammaln(self, p)") { call throws(Diagnostic) in
      let count = try call.integer("p")
      guard (1...64).contains(count) else { throw call.unsupported("\(count) dimensions") }
      let x = try call.floating("self")
      var sum: ValueID?
      for index in 0..<count {
        let term = try call.logarithmOfGamma(try call.shifted(x, by: -Double(index) / 2))
        sum = try sum.map { sum throws(Diagnostic) in try call.add(Add(), sum, term) } ?? term
      }
      // ln π / 4 · p · (p − 1).
      let constant = 0.28618247146235004 * Double(count * (count - 1))
      return call.result(try call.shifted(sum ?? x, by: constant))
    })
}

extension ATenCall {
  /// Hurwitz's `ζ(s, q) = Σ (q + k)⁻ˢ`: some terms, then Euler's and Maclaurin's sum of the rest.
  ///
  /// Source: M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 23.2.
  fileprivate func sumOfPowers(_ s: ValueID, from q: ValueID) throws(Diagnostic) -> ValueID {
    let count = 9
    let exponent = try add(Negate(), s)
    var sum = try add(Pow(), q, exponent)
    for step in 1..<count {
      sum = try add(Add(), sum, try add(Pow(), try shifted(q, by: Double(step)), exponent))
    }
    let end = try shifted(q, by: Double(count))
    let power = try add(Pow(), end, exponent)
    let rest = try add(Divide(), try add(Multiply(), power, end), try shifted(s, by: -1))
    sum = try add(Add(), sum, try add(Add(), rest, try scaled(power, by: 0.5)))
    // Bernoulli's numbers divided by factorials, each with two more factors of s and powers of the end.
    let square = try add(Square(), end)
    var term = try add(Divide(), try add(Multiply(), s, power), end)
    for (index, coefficient) in [1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1_209_600].enumerated() {
      if index > 0 {
        let factors = try add(
          Multiply(), try shifted(s, by: Double(2 * index - 1)),
          try shifted(s, by: Double(2 * index)))
        term = try add(Divide(), try add(Multiply(), term, factors), square)
      }
      sum = try add(Add(), sum, try scaled(term, by: coefficient))
    }
    return sum
  }
}
