import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Operators that make tensors of complex numbers of real ones.
  static let complexMaking: [ATenOperator] = [
    ATenOperator("complex(real, imag)") { call throws(Diagnostic) in
      let operands = try call.promoted("real", "imag")
      return call.complexResult(operands[0], operands[1])
    },
    ATenOperator("polar(abs, angle)") { call throws(Diagnostic) in
      let operands = try call.promoted("abs", "angle")
      return call.complexResult(
        try call.add(Multiply(), operands[0], try call.add(Cos(), operands[1])),
        try call.add(Multiply(), operands[0], try call.add(Sin(), operands[1])))
    },
    ATenOperator("view_as_complex(self)") { call throws(Diagnostic) in
      let (real, imaginary) = try call.unpaired(try call.tensor("self"))
      return call.complexResult(real, imaginary)
    },
  ]

  /// Operators as they are for tensors of complex numbers.
  static let complexTable = ATenOperatorTable(complexParts + complexArithmetic + complexSpectra)

  private static let complexParts = [
    ATenOperator("view_as_real(self)") { call throws(Diagnostic) in
      let (real, imaginary) = try call.parts("self")
      return call.result(try call.paired(real, imaginary))
    },
    ATenOperator("real(self)") { call throws(Diagnostic) in
      call.result(try call.parts("self").real)
    },
    ATenOperator("imag(self)") { call throws(Diagnostic) in
      guard let imaginary = try call.parts("self").imaginary else {
        throw call.problem("takes complex numbers")
      }
      return call.result(imaginary)
    },
    ATenOperator("abs(self)") { call throws(Diagnostic) in
      let (real, imaginary) = try call.parts("self")
      let pair = try call.paired(real, imaginary)
      return call.result(try call.add(ReduceL2(axes: [call.rank(real)], keepsAxes: false), pair))
    },
    ATenOperator("angle(self)") { call throws(Diagnostic) in
      let (real, imaginary) = try call.parts("self")
      return call.result(try call.add(Atan2(), imaginary ?? real, real))
    },
    ATenOperator("conj(self)") { call throws(Diagnostic) in try call.conjugate() },
    ATenOperator("_conj(self)") { call throws(Diagnostic) in try call.conjugate() },
    ATenOperator("conj_physical(self)") { call throws(Diagnostic) in try call.conjugate() },
    ATenOperator("_conj_physical(self)") { call throws(Diagnostic) in try call.conjugate() },
    ATenOperator("resolve_conj(self)") { call throws(Diagnostic) in [call.value("self")] },
    ATenOperator("resolve_neg(self)") { call throws(Diagnostic) in [call.value("self")] },
    ATenOperator("is_complex(self)") { _ throws(Diagnostic) in [.boolean(true)] },
  ]

  private static let complexArithmetic = [
    ATenOperator("mul(self, other)") { call throws(Diagnostic) in try call.complexProduct() },
    ATenOperator("add(self, other, alpha=1)") { call throws(Diagnostic) in
      try call.complexSum(Add())
    },
    ATenOperator("sub(self, other, alpha=1)") { call throws(Diagnostic) in
      try call.complexSum(Subtract())
    },
  ]
}

extension ATenCall {
  fileprivate func conjugate() throws(Diagnostic) -> [ATenValue] {
    let (real, imaginary) = try parts("self")
    guard let imaginary else { return [value("self")] }
    return complexResult(real, try add(Negate(), imaginary))
  }

  fileprivate func complexProduct() throws(Diagnostic) -> [ATenValue] {
    let (a, b) = try complexOperand("self")
    let (c, d) = try complexOperand("other")
    guard let b else {
      return complexResult(
        try add(Multiply(), a, c),
        try d.map { d throws(Diagnostic) in try add(Multiply(), a, d) } ?? c)
    }
    guard let d else {
      return complexResult(try add(Multiply(), a, c), try add(Multiply(), b, c))
    }
    return complexResult(
      try add(Subtract(), try add(Multiply(), a, c), try add(Multiply(), b, d)),
      try add(Add(), try add(Multiply(), a, d), try add(Multiply(), b, c)))
  }

  fileprivate func complexSum(_ operation: some Operator) throws(Diagnostic) -> [ATenValue] {
    guard value("alpha") == .integer(1) else { throw unsupported("a factor of complex numbers") }
    let (a, b) = try complexOperand("self")
    let (c, d) = try complexOperand("other")
    guard let b, let d else { throw unsupported("a sum of real and complex numbers") }
    return complexResult(try add(operation, a, c), try add(operation, b, d))
  }

  /// Both parts of a tensor or a number.
  private func complexOperand(
    _ argument: String
  ) throws(Diagnostic) -> (ValueID, ValueID?) {
    if case .complex(let real, let imaginary) = value(argument) {
      return (try context.scalar(real, .float32), try context.scalar(imaginary, .float32))
    }
    if let number = try? number(argument) { return (try context.scalar(number, .float32), nil) }
    return try parts(argument)
  }
}
