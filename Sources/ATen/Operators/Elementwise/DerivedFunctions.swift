import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Functions of one number that are made of others.
  static let derivedFunctions: [ATenOperator] = family(
    named("log2(self)") { call throws(Diagnostic) in
      call.result(
        try call.scaled(try call.add(Log(), try call.floating("self")), by: 1.4426950408889634))
    },
    named("log10(self)") { call throws(Diagnostic) in
      call.result(
        try call.scaled(try call.add(Log(), try call.floating("self")), by: 0.4342944819032518))
    },
    named("frac(self)") { call throws(Diagnostic) in
      let x = try call.floating("self")
      return call.result(try call.add(Subtract(), x, try call.add(Trunc(), x)))
    },
    named("deg2rad(self)") { call throws(Diagnostic) in
      call.result(try call.scaled(try call.floating("self"), by: .pi / 180))
    },
    named("rad2deg(self)") { call throws(Diagnostic) in
      call.result(try call.scaled(try call.floating("self"), by: 180 / .pi))
    },
    named("erfc(self)", "special_erfc(self)") { call throws(Diagnostic) in
      let erf = try call.errorFunction(try call.floating("self"))
      return call.result(
        try call.add(Subtract(), try call.context.scalar(1, like: erf), erf))
    },
    named("special_ndtr(self)") { call throws(Diagnostic) in
      let x = try call.scaled(try call.floating("self"), by: 0.7071067811865476)
      let erf = try call.errorFunction(x)
      return call.result(try call.scaled(try call.shifted(erf, by: 1), by: 0.5))
    },
    named("logit(self, eps=None)", "special_logit(self, eps=None)") { call throws(Diagnostic) in
      var x = try call.floating("self")
      if let margin = try call.optionalNumber("eps") {
        x = try call.add(Clamp(minimum: margin, maximum: 1 - margin), x)
      }
      let rest = try call.add(Subtract(), try call.context.scalar(1, like: x), x)
      return call.result(try call.add(Log(), try call.add(Divide(), x, rest)))
    },
    named("sinc(self)", "special_sinc(self)") { call throws(Diagnostic) in
      let x = try call.scaled(try call.floating("self"), by: .pi)
      let quotient = try call.add(Divide(), try call.add(Sin(), x), x)
      let one = try call.context.scalar(1, like: x)
      return call.result(
        try call.add(Where(), try call.compare(x, Equal(), 0), one, quotient))
    },
    named("special_entr(self)") { call throws(Diagnostic) in
      let x = try call.floating("self")
      return call.result(
        try call.add(Negate(), try call.productWithLogarithm(x, of: x, plus: 0)))
    },
    named("xlogy(self, other)", "special_xlogy(self, other)") { call throws(Diagnostic) in
      let operands = try call.promotedFloating("self", "other")
      return call.result(try call.productWithLogarithm(operands[0], of: operands[1], plus: 0))
    },
    named("special_xlog1py(self, other)") { call throws(Diagnostic) in
      let operands = try call.promotedFloating("self", "other")
      return call.result(try call.productWithLogarithm(operands[0], of: operands[1], plus: 1))
    },
    named("erfinv(self)", "special_erfinv(self)") { call throws(Diagnostic) in
      call.result(try call.inverseErrorFunction(try call.floating("self")))
    },
    named("angle(self)") { call throws(Diagnostic) in
      let x = try call.floating("self")
      return call.result(
        try call.add(
          Where(), try call.compare(x, Less(), 0), try call.context.scalar(.pi, like: x),
          try call.context.scalar(0, like: x)))
    })
}

extension ATenCall {
  /// `x · ln(y + offset)`, 0 where x is.
  fileprivate func productWithLogarithm(
    _ x: ValueID, of y: ValueID, plus offset: Double
  ) throws(Diagnostic) -> ValueID {
    let logarithm = offset == 1 ? try add(Log1p(), y) : try add(Log(), y)
    return try add(
      Where(), try compare(x, Equal(), 0), try context.scalar(0, like: x),
      try add(Multiply(), x, logarithm))
  }

  /// The inverse of the error function, to single precision.
  ///
  /// Source: M. Giles, "Approximating the erfinv function", GPU Computing Gems Jade Edition (2011).
  fileprivate func inverseErrorFunction(_ x: ValueID) throws(Diagnostic) -> ValueID {
    let one = try context.scalar(1, like: x)
    let rest = try add(
      Multiply(), try add(Subtract(), one, x), try add(Add(), one, x))
    let w = try add(Negate(), try add(Log(), rest))
    let central = try polynomial(
      [
        2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087,
        -0.00125372503, -0.00417768164, 0.246640727, 1.50140941,
      ], of: try shifted(w, by: -2.5))
    let outer = try polynomial(
      [
        -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773,
        -0.0076224613, 0.00943887047, 1.00167406, 2.83297682,
      ], of: try shifted(try add(Sqrt(), w), by: -3))
    let factor = try add(Where(), try compare(w, Less(), 5), central, outer)
    let result = try add(Multiply(), factor, x)
    let isEnd = try compare(try add(Absolute(), x), Equal(), 1)
    let end = try add(Multiply(), x, try context.scalar(.infinity, like: x))
    return try add(Where(), isEnd, end, result)
  }
}
