import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Powers, and sums of them.
  static let powers: [ATenOperator] = family(
    named("pow(self, exponent)") { call throws(Diagnostic) in
      let type = try call.context.promotedType([call.value("self"), call.value("exponent")])
      return call.result(try call.power(type == .bool ? .int64 : type))
    },
    named("float_power(self, exponent)") { call throws(Diagnostic) in
      call.result(try call.power(.float64))
    },
    named("exp2(self)", "special_exp2(self)") { call throws(Diagnostic) in
      let x = try call.floating("self")
      return call.result(try call.add(Pow(), try call.context.scalar(2, like: x), x))
    },
    named("logaddexp(self, other)") { call throws(Diagnostic) in
      let operands = try call.promotedFloating("self", "other")
      return call.result(try call.sumOfExponentials(operands, base: nil))
    },
    named("logaddexp2(self, other)") { call throws(Diagnostic) in
      let operands = try call.promotedFloating("self", "other")
      return call.result(try call.sumOfExponentials(operands, base: 2))
    })
}

extension ATenCall {
  /// `self` to the power of `exponent`; the usual exponents have operators of their own.
  fileprivate func power(_ type: ElementType) throws(Diagnostic) -> ValueID {
    let x = try context.operand(value("self"), type)
    var exponent: Double?
    switch value("exponent") {
    case .integer(let integer): exponent = Double(integer)
    case .number(let number): exponent = number
    default: break
    }
    switch exponent {
    case 1: return x
    case 2: return try add(Square(), x)
    case 0.5 where type.isFloatingPoint: return try add(Sqrt(), x)
    case -0.5 where type.isFloatingPoint: return try add(Rsqrt(), x)
    case -1 where type.isFloatingPoint: return try add(Reciprocal(), x)
    default: return try add(Pow(), x, try context.operand(value("exponent"), type))
    }
  }

  /// The logarithm of the sum of two powers of one base, `e` if none is given.
  fileprivate func sumOfExponentials(
    _ operands: [ValueID], base: Double?
  ) throws(Diagnostic) -> ValueID {
    let distance = try add(
      Absolute(), try add(Subtract(), operands[0], operands[1]))
    var ratio = try add(Negate(), distance)
    if base != nil { ratio = try scaled(ratio, by: 0.6931471805599453) }
    var rest = try add(Log1p(), try add(Exp(), ratio))
    if base != nil { rest = try scaled(rest, by: 1.4426950408889634) }
    return try add(Add(), try add(Maximum(), operands[0], operands[1]), rest)
  }
}
