import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Choices between elements, and bounds to them.
  static let selections: [ATenOperator] = family(
    named("where.self(condition, self, other)") { call throws(Diagnostic) in
      let condition = try call.truth(try call.tensor("condition"))
      let operands = try call.promoted("self", "other")
      return call.result(try call.add(Where(), condition, operands[0], operands[1]))
    },
    named("where.default(condition)") { call throws(Diagnostic) in
      let places = try call.add(NonZero(), try call.tensor("condition"))
      let count = call.shape(places)[0].size ?? 0
      var rows: [ValueID] = []
      for row in 0..<count {
        let index = try call.context.scalar(Double(row), .int64)
        rows.append(try call.add(Gather(axis: 0), places, index))
      }
      return [.list(call.results(rows))]
    },
    named("masked_fill(self, mask, value)") { call throws(Diagnostic) in
      let x = try call.tensor("self")
      let mask = try call.truth(try call.tensor("mask"))
      let value = try call.context.operand(call.value("value"), call.elementType(of: x))
      return call.result(try call.add(Where(), mask, value, x))
    },
    named("heaviside(self, values)") { call throws(Diagnostic) in
      let operands = try call.promoted("self", "values")
      let step = try call.context.cast(
        try call.compare(operands[0], Greater(), 0), to: call.elementType(of: operands[0]))
      return call.result(
        try call.add(Where(), try call.compare(operands[0], Equal(), 0), operands[1], step))
    },
    named("clamp(self, min=None, max=None)", "clip(self, min=None, max=None)") {
      call throws(Diagnostic) in
      call.result(try call.clamped(minimum: "min", maximum: "max"))
    },
    named("clamp_min(self, min)") { call throws(Diagnostic) in
      call.result(try call.clamped(minimum: "min", maximum: nil))
    },
    named("clamp_max(self, max)") { call throws(Diagnostic) in
      call.result(try call.clamped(minimum: nil, maximum: "max"))
    })
}

extension ATenCall {
  /// `self` between bounds that are numbers, sizes or tensors.
  fileprivate func clamped(
    minimum: String?, maximum: String?
  ) throws(Diagnostic) -> ValueID {
    let bounds = [minimum, maximum].map { name in
      name.map(value).flatMap { $0 == .none ? nil : $0 }
    }
    let given = bounds.compactMap(\.self)
    let type = try context.promotedType([value("self")] + given)
    var result = try context.operand(value("self"), type)
    if given.allSatisfy({ $0.plainNumber != nil }) {
      guard !given.isEmpty else { return result }
      return try add(
        Clamp(minimum: bounds[0]?.plainNumber, maximum: bounds[1]?.plainNumber), result)
    }
    if let bound = bounds[0] {
      result = try add(Maximum(), result, try context.operand(bound, type))
    }
    if let bound = bounds[1] {
      result = try add(Minimum(), result, try context.operand(bound, type))
    }
    return result
  }
}

extension ATenValue {
  /// A number that is known.
  var plainNumber: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .number(let number): number
    case .boolean(let flag): flag ? 1 : 0
    default: nil
    }
  }
}
