import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Logic on truth values and on bits.
  static let logic: [ATenOperator] = family(
    logical("logical_and(self, other)", And()), logical("logical_or(self, other)", Or()),
    logical("logical_xor(self, other)", Xor()),
    named("logical_not(self)", "__not__(self)", "sym_not(self)") { call throws(Diagnostic) in
      call.result(try call.add(Not(), try call.truth(try call.tensor("self"))))
    },
    bitwise("bitwise_and(self, other)", And(), BitwiseAnd()),
    bitwise("__and__(self, other)", And(), BitwiseAnd()),
    bitwise("and_(self, other)", And(), BitwiseAnd()),
    bitwise("bitwise_or(self, other)", Or(), BitwiseOr()),
    bitwise("__or__(self, other)", Or(), BitwiseOr()),
    bitwise("or_(self, other)", Or(), BitwiseOr()),
    bitwise("bitwise_xor(self, other)", Xor(), BitwiseXor()),
    bitwise("__xor__(self, other)", Xor(), BitwiseXor()),
    named("bitwise_not(self)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      return call.result(
        call.elementType(of: x) == .bool
          ? try call.add(Not(), x) : try call.add(BitwiseNot(), x))
    },
    named("bitwise_left_shift(self, other)", "__lshift__(self, other)") {
      call throws(Diagnostic) in
      call.result(try call.shifted(by: Multiply()))
    },
    named("bitwise_right_shift(self, other)", "__rshift__(self, other)") {
      call throws(Diagnostic) in
      call.result(try call.shifted(by: FloorDivide()))
    },
    writing("__iand__(self, other)", And(), BitwiseAnd()),
    writing("__ior__(self, other)", Or(), BitwiseOr()),
    writing("__ixor__(self, other)", Xor(), BitwiseXor()))

  private static func logical(
    _ signature: StaticString, _ operator: some Operator
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      let left = try call.truth(try call.tensor("self"))
      return call.result(
        try call.add(`operator`, left, try call.truth(try call.tensor("other"))))
    }
  }

  private static func bitwise(
    _ signature: StaticString, _ logic: some Operator, _ bits: some Operator
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      call.result(try call.bitwise(logic, bits))
    }
  }

  /// The operators of Python that write to their first operand.
  private static func writing(
    _ signature: StaticString, _ logic: some Operator, _ bits: some Operator
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      guard case .tensor(let target) = call.value("self") else {
        throw call.problem("needs a tensor to write to")
      }
      try call.context.overwrite(target, with: try call.bitwise(logic, bits), by: call.name)
      return [.tensor(target)]
    }
  }
}

extension ATenCall {
  fileprivate func bitwise(
    _ logic: some Operator, _ bits: some Operator
  ) throws(Diagnostic) -> ValueID {
    let operands = try promoted("self", "other")
    if elementType(of: operands[0]) == .bool {
      return try add(logic, operands[0], operands[1])
    }
    return try add(bits, operands[0], operands[1])
  }

  /// `self` with its bits moved, as arithmetic with a power of two.
  fileprivate func shifted(by operator: some Operator) throws(Diagnostic) -> ValueID {
    let operands = try promoted("self", "other")
    let type = elementType(of: operands[0])
    if case .integer(let count) = value("other"), (0..<31).contains(count) {
      return try add(`operator`, operands[0], try context.scalar(Double(1 << count), type))
    }
    let power = try add(Pow(), try context.scalar(2, type), operands[1])
    return try add(`operator`, operands[0], power)
  }
}
