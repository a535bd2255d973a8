import Diagnostics
import ModelIR

extension ATenCall {
  /// Two arguments in PyTorch's common element type, as operands of an operator.
  func binary(
    _ operator: some Operator, _ left: String = "self", _ right: String = "other"
  ) throws(Diagnostic) -> ValueID {
    let operands = try promoted(left, right)
    return try add(`operator`, operands[0], operands[1])
  }

  /// Arguments in PyTorch's common element type, which is a floating-point one in any case.
  func promotedFloating(_ arguments: String...) throws(Diagnostic) -> [ValueID] {
    let values = arguments.map(value)
    let type = try context.promotedType(values)
    return try context.promoted(values, to: type.isFloatingPoint ? type : .float32)
  }

  /// Two arguments in a floating-point type, as operands of an operator.
  func floatingBinary(
    _ operator: some Operator, _ left: String = "self", _ right: String = "other"
  ) throws(Diagnostic) -> ValueID {
    let operands = try promotedFloating(left, right)
    return try add(`operator`, operands[0], operands[1])
  }

  /// A value times a number, of the value's element type.
  func scaled(_ value: ValueID, by factor: Double) throws(Diagnostic) -> ValueID {
    if factor == 1 { return value }
    return try add(Multiply(), value, try context.scalar(factor, like: value))
  }

  /// A value times an argument.
  func scaled(_ value: ValueID, by argument: String) throws(Diagnostic) -> ValueID {
    if case .number(1) = self.value(argument) { return value }
    if case .integer(1) = self.value(argument) { return value }
    let type = elementType(of: value)
    return try add(Multiply(), value, try context.operand(self.value(argument), type))
  }

  /// A value plus a number, of the value's element type.
  func shifted(_ value: ValueID, by number: Double) throws(Diagnostic) -> ValueID {
    try add(Add(), value, try context.scalar(number, like: value))
  }

  /// The value of the polynomial with these coefficients, the highest power's first.
  func polynomial(
    _ coefficients: [Double], of x: ValueID
  ) throws(Diagnostic) -> ValueID {
    var result: ValueID?
    for coefficient in coefficients {
      guard let sum = result else {
        result = try context.scalar(coefficient, like: x)
        continue
      }
      result = try shifted(try add(Multiply(), sum, x), by: coefficient)
    }
    guard let result else { return try context.scalar(0, like: x) }
    return result
  }

  /// Which elements are not 0.
  func truth(_ value: ValueID) throws(Diagnostic) -> ValueID {
    try context.cast(value, to: .bool)
  }

  /// A comparison of a value's elements with a number.
  func compare(
    _ value: ValueID, _ operator: some Operator, _ number: Double
  ) throws(Diagnostic) -> ValueID {
    try add(`operator`, value, try context.scalar(number, like: value))
  }
}

extension ATenOperatorTable {
  /// One declaration for every name of an operator.
  static func named(
    _ signatures: StaticString..., build: @escaping ATenOperator.Build
  ) -> [ATenOperator] {
    signatures.map { ATenOperator($0, build: build) }
  }

  /// A family of operators in the order of its parts.
  static func family(_ parts: [ATenOperator]...) -> [ATenOperator] { parts.flatMap(\.self) }
}
