import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Which elements are no numbers, infinite or negative, and parts of complex numbers.
  static let classifications: [ATenOperator] = family(
    named("isnan(self)") { call throws(Diagnostic) in
      call.result(try call.classified { x throws(Diagnostic) in try call.add(IsNaN(), x) })
    },
    named("isinf(self)") { call throws(Diagnostic) in
      call.result(try call.classified { x throws(Diagnostic) in try call.add(IsInfinite(), x) })
    },
    named("isfinite(self)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      guard call.elementType(of: x).isFloatingPoint else {
        return call.result(try call.add(Equal(), x, x))
      }
      let other = try call.add(Or(), try call.add(IsNaN(), x), try call.add(IsInfinite(), x))
      return call.result(try call.add(Not(), other))
    },
    named("isposinf(self)") { call throws(Diagnostic) in
      call.result(
        try call.classified { x throws(Diagnostic) in
          try call.compare(x, Equal(), .infinity)
        })
    },
    named("isneginf(self)") { call throws(Diagnostic) in
      call.result(
        try call.classified { x throws(Diagnostic) in
          try call.compare(x, Equal(), -.infinity)
        })
    },
    named("isreal(self)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let truth = try call.context.cast(x, to: .bool)
      return call.result(try call.add(Or(), truth, try call.add(Not(), truth)))
    },
    named("signbit(self)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let number = try call.elementType(of: x) == .bool ? call.context.cast(x, to: .int32) : x
      return call.result(try call.compare(number, Less(), 0))
    },
    named("nan_to_num(self, nan=None, posinf=None, neginf=None)", build: replaced),
    named(
      "conj(self)", "conj_physical(self)", "resolve_conj(self)",
      "resolve_neg(self)", "real(self)", "_conj(self)"
    ) { call throws(Diagnostic) in
      let x = try call.tensor("self")
      guard !call.elementType(of: x).isComplex else {
        throw call.unsupported("complex numbers are not converted")
      }
      return [call.value("self")]
    })

  private static func replaced(_ call: ATenCall) throws(Diagnostic) -> [ATenValue] {
    let x = try call.tensor("self")
    let type = call.elementType(of: x)
    let largest: Double
    switch type {
    case .float16: largest = 65504
    case .bfloat16: largest = 3.3895313892515355e38
    case .float32: largest = Double(Float.greatestFiniteMagnitude)
    case .float64: largest = .greatestFiniteMagnitude
    default: return call.result(x)
    }
    let replacements: [(condition: ValueID, number: Double)] = [
      (try call.add(IsNaN(), x), try call.optionalNumber("nan") ?? 0),
      (try call.compare(x, Equal(), .infinity), try call.optionalNumber("posinf") ?? largest),
      (try call.compare(x, Equal(), -.infinity), try call.optionalNumber("neginf") ?? -largest),
    ]
    var result = x
    for (condition, number) in replacements {
      result = try call.add(
        Where(), condition, try call.context.scalar(number, like: x), result)
    }
    return call.result(result)
  }
}

extension ATenCall {
  /// A class of floating-point numbers, to which no integer belongs.
  fileprivate func classified(
    _ body: (ValueID) throws(Diagnostic) -> ValueID
  ) throws(Diagnostic) -> ValueID {
    let x = try tensor("self")
    return elementType(of: x).isFloatingPoint ? try body(x) : try add(NotEqual(), x, x)
  }
}
