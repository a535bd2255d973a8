import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Quotients and remainders.
  static let quotients: [ATenOperator] = family(
    named(
      "div.Tensor_mode(self, other, rounding_mode=None)",
      "divide.Tensor_mode(self, other, rounding_mode=None)", build: quotient),
    named("true_divide(self, other)") { call throws(Diagnostic) in
      call.result(try call.floatingBinary(Divide()))
    },
    named("floor_divide(self, other)") { call throws(Diagnostic) in
      call.result(try call.binary(FloorDivide()))
    },
    named("remainder(self, other)") { call throws(Diagnostic) in
      call.result(try call.binary(Modulo(kind: .floored)))
    },
    named("fmod(self, other)") { call throws(Diagnostic) in
      call.result(try call.binary(Modulo(kind: .truncated)))
    })

  private static func quotient(_ call: ATenCall) throws(Diagnostic) -> [ATenValue] {
    guard call.isGiven("rounding_mode") else {
      return call.result(try call.floatingBinary(Divide()))
    }
    let mode = try call.text("rounding_mode")
    let operands = try call.promoted("self", "other")
    switch mode {
    case "floor": return call.result(try call.add(FloorDivide(), operands[0], operands[1]))
    case "trunc":
      let quotient = try call.add(Divide(), operands[0], operands[1])
      let isWhole = call.elementType(of: quotient).isInteger
      return call.result(isWhole ? quotient : try call.add(Trunc(), quotient))
    default: throw call.problem("has the rounding mode '\(mode)'")
    }
  }
}
