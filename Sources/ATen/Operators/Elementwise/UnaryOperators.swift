import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Functions of one number that are an operator each.
  static let unary: [ATenOperator] = family(
    floating("exp(self)", Exp()), floating("expm1(self)", Expm1()),
    floating("special_expm1(self)", Expm1()),
    floating("log(self)", Log()), floating("log1p(self)", Log1p()),
    floating("special_log1p(self)", Log1p()),
    floating("sqrt(self)", Sqrt()), floating("rsqrt(self)", Rsqrt()),
    floating("reciprocal(self)", Reciprocal()),
    floating("sin(self)", Sin()), floating("cos(self)", Cos()), floating("tan(self)", Tan()),
    floating("asin(self)", Asin()), floating("arcsin(self)", Asin()),
    floating("acos(self)", Acos()), floating("arccos(self)", Acos()),
    floating("atan(self)", Atan()), floating("arctan(self)", Atan()),
    floating("sinh(self)", Sinh()), floating("cosh(self)", Cosh()),
    floating("asinh(self)", Asinh()), floating("arcsinh(self)", Asinh()),
    floating("acosh(self)", Acosh()), floating("arccosh(self)", Acosh()),
    floating("atanh(self)", Atanh()), floating("arctanh(self)", Atanh()),
    named("erf(self)", "special_erf(self)") { call throws(Diagnostic) in
      call.result(try call.errorFunction(try call.floating("self")))
    },
    floating("tanh(self)", Tanh()), floating("sigmoid(self)", Sigmoid()),
    floating("special_expit(self)", Sigmoid()),
    numeric("abs(self)", Absolute()), numeric("absolute(self)", Absolute()),
    numeric("neg(self)", Negate()), numeric("negative(self)", Negate()),
    numeric("sign(self)", Sign()), numeric("sgn(self)", Sign()),
    numeric("square(self)", Square()),
    whole("ceil(self)", Ceil()), whole("floor(self)", Floor()),
    whole("trunc(self)", Trunc()), whole("fix(self)", Trunc()),
    whole("round(self)", Round()),
    named("round.decimals(self, decimals)", "special_round(self, decimals=0)", build: rounded))

  private static func floating(
    _ signature: StaticString, _ operator: some Operator
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      call.result(try call.add(`operator`, try call.floating("self")))
    }
  }

  private static func numeric(
    _ signature: StaticString, _ operator: some Operator
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      if call.elementType(of: x) == .bool {
        // Of truth values every one of these is what it is given, but for the square.
        return call.result(
          `operator` is Square ? try call.context.cast(x, to: .int64) : x)
      }
      return call.result(try call.add(`operator`, x))
    }
  }

  /// Rounding, which leaves integers as they are.
  private static func whole(
    _ signature: StaticString, _ operator: some Operator
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(
        call.elementType(of: x).isFloatingPoint ? try call.add(`operator`, x) : x)
    }
  }

  private static func rounded(_ call: ATenCall) throws(Diagnostic) -> [ATenValue] {
    let x = try call.tensor("self")
    guard call.elementType(of: x).isFloatingPoint else { return call.result(x) }
    let decimals = try call.integer("decimals")
    guard (-30...30).contains(decimals) else {
      throw call.unsupported("\(decimals) decimals are kept")
    }
    var factor = 1.0
    for _ in 0..<abs(decimals) { factor *= 10 }
    if decimals >= 0 {
      let large = try call.add(Round(), try call.scaled(x, by: factor))
      return call.result(try call.add(Divide(), large, try call.context.scalar(factor, like: x)))
    }
    let small = try call.add(Divide(), x, try call.context.scalar(factor, like: x))
    return call.result(try call.scaled(try call.add(Round(), small), by: factor))
  }
}

extension ATenCall {
  /// The error function; of doubles it is computed in single precision, as runtimes have no other.
  func errorFunction(_ x: ValueID) throws(Diagnostic) -> ValueID {
    guard elementType(of: x) == .float64 else { return try add(Erf(), x) }
    return try context.cast(
      try add(Erf(), try context.cast(x, to: .float32)), to: .float64)
  }
}
