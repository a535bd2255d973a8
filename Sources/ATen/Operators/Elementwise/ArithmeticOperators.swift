import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Sums, differences, products, and what is made of them.
  static let arithmetic: [ATenOperator] = family(
    named("add(self, other, alpha=1)", build: sum),
    named("sub(self, other, alpha=1)", "subtract(self, other, alpha=1)") {
      call throws(Diagnostic) in
      call.result(try call.difference("self", "other"))
    },
    named("rsub(self, other, alpha=1)") { call throws(Diagnostic) in
      call.result(try call.difference("other", "self"))
    },
    named("mul(self, other)", "multiply(self, other)") { call throws(Diagnostic) in
      let operands = try call.promoted("self", "other")
      let isBool = call.elementType(of: operands[0]) == .bool
      return call.result(
        isBool
          ? try call.add(And(), operands[0], operands[1])
          : try call.add(Multiply(), operands[0], operands[1]))
    },
    named("maximum(self, other)", "fmax(self, other)") { call throws(Diagnostic) in
      call.result(try call.larger("self", "other"))
    },
    named("minimum(self, other)", "fmin(self, other)") { call throws(Diagnostic) in
      call.result(try call.smaller("self", "other"))
    },
    named("lerp(self, end, weight)") { call throws(Diagnostic) in
      let operands = try call.promoted("self", "end")
      let distance = try call.add(Subtract(), operands[1], operands[0])
      return call.result(
        try call.add(Add(), operands[0], try call.scaled(distance, by: "weight")))
    },
    named("addcmul(self, tensor1, tensor2, value=1)") { call throws(Diagnostic) in
      let operands = try call.promoted("self", "tensor1", "tensor2")
      let product = try call.add(Multiply(), operands[1], operands[2])
      return call.result(try call.add(Add(), operands[0], try call.scaled(product, by: "value")))
    },
    named("addcdiv(self, tensor1, tensor2, value=1)") { call throws(Diagnostic) in
      let operands = try call.promotedFloating("self", "tensor1", "tensor2")
      let quotient = try call.add(
        Divide(), try call.scaled(operands[1], by: "value"), operands[2])
      return call.result(try call.add(Add(), operands[0], quotient))
    },
    named("hypot(self, other)") { call throws(Diagnostic) in
      let operands = try call.promotedFloating("self", "other")
      let squares = try call.add(
        Add(), try call.add(Square(), operands[0]), try call.add(Square(), operands[1]))
      return call.result(try call.add(Sqrt(), squares))
    },
    named("atan2(self, other)", "arctan2(self, other)") { call throws(Diagnostic) in
      call.result(try call.floatingBinary(Atan2()))
    },
    named("copysign(self, other)") { call throws(Diagnostic) in
      let operands = try call.promotedFloating("self", "other")
      let magnitude = try call.add(Absolute(), operands[0])
      return call.result(
        try call.add(
          Where(), try call.compare(operands[1], Less(), 0), try call.add(Negate(), magnitude),
          magnitude))
    },
    named("ldexp(self, other)") { call throws(Diagnostic) in
      let operands = try call.promotedFloating("self", "other")
      let power = try call.add(Pow(), try call.context.scalar(2, like: operands[1]), operands[1])
      return call.result(try call.add(Multiply(), operands[0], power))
    })

  private static func sum(_ call: ATenCall) throws(Diagnostic) -> [ATenValue] {
    let operands = try call.promoted("self", "other")
    guard call.elementType(of: operands[0]) != .bool else {
      return call.result(try call.add(Or(), operands[0], operands[1]))
    }
    let other = try call.scaled(operands[1], by: "alpha")
    return call.result(try call.add(Add(), operands[0], other))
  }
}

extension ATenCall {
  /// One argument less another that is multiplied by `alpha`.
  fileprivate func difference(
    _ left: String, _ right: String
  ) throws(Diagnostic) -> ValueID {
    let operands = try promoted(left, right)
    return try add(Subtract(), operands[0], try scaled(operands[1], by: "alpha"))
  }

  /// The larger of two arguments, element by element.
  func larger(_ left: String, _ right: String) throws(Diagnostic) -> ValueID {
    let operands = try promoted(left, right)
    if elementType(of: operands[0]) == .bool { return try add(Or(), operands[0], operands[1]) }
    return try add(Maximum(), operands[0], operands[1])
  }

  /// The smaller of two arguments, element by element.
  func smaller(_ left: String, _ right: String) throws(Diagnostic) -> ValueID {
    let operands = try promoted(left, right)
    if elementType(of: operands[0]) == .bool { return try add(And(), operands[0], operands[1]) }
    return try add(Minimum(), operands[0], operands[1])
  }
}
