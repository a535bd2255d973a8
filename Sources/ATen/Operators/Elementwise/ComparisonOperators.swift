import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Comparisons, whose results are truth values.
  static let comparisons: [ATenOperator] = family(
    comparison("eq(self, other)", Equal()), comparison("ne(self, other)", NotEqual()),
    comparison("not_equal(self, other)", NotEqual()),
    comparison("lt(self, other)", Less()), comparison("less(self, other)", Less()),
    comparison("le(self, other)", LessOrEqual()),
    comparison("less_equal(self, other)", LessOrEqual()),
    comparison("gt(self, other)", Greater()), comparison("greater(self, other)", Greater()),
    comparison("ge(self, other)", GreaterOrEqual()),
    comparison("greater_equal(self, other)", GreaterOrEqual()),
    named("isclose(self, other, rtol=1e-05, atol=1e-08, equal_nan=False)") {
      call throws(Diagnostic) in
      call.result(try call.closeness())
    },
    named("allclose(self, other, rtol=1e-05, atol=1e-08, equal_nan=False)") {
      call throws(Diagnostic) in
      call.result(
        try call.add(ReduceAll(axes: [], keepsAxes: false), try call.closeness()))
    },
    named("equal(self, other)") { call throws(Diagnostic) in
      let operands = try call.promoted("self", "other")
      let same = try call.add(Equal(), operands[0], operands[1])
      return call.result(try call.add(ReduceAll(axes: [], keepsAxes: false), same))
    })

  private static func comparison(
    _ signature: StaticString, _ operator: some Operator
  ) -> [ATenOperator] {
    named(signature) { call throws(Diagnostic) in
      var operands = try call.promoted("self", "other")
      // Truth values have an order in PyTorch and none in ONNX.
      if call.elementType(of: operands[0]) == .bool, !(`operator` is Equal),
        !(`operator` is NotEqual)
      {
        operands = try operands.map { value throws(Diagnostic) in
          try call.context.cast(value, to: .int32)
        }
      }
      return call.result(try call.add(`operator`, operands[0], operands[1]))
    }
  }
}

extension ATenCall {
  /// Whether two arguments differ by little: `|a − b| ≤ atol + rtol · |b|`.
  fileprivate func closeness() throws(Diagnostic) -> ValueID {
    let (a, b) = try pair(promotedFloating("self", "other"))
    let tolerance = try shifted(
      try scaled(try add(Absolute(), b), by: try number("rtol")), by: try number("atol"))
    let distance = try add(Absolute(), try add(Subtract(), a, b))
    var isClose = try add(LessOrEqual(), distance, tolerance)
    // An infinite tolerance says nothing.
    isClose = try add(And(), isClose, try compare(tolerance, Less(), .infinity))
    isClose = try add(Or(), isClose, try add(Equal(), a, b))
    guard try boolean("equal_nan") else { return isClose }
    let areNone = try add(And(), try add(IsNaN(), a), try add(IsNaN(), b))
    return try add(Or(), isClose, areNone)
  }

  private func pair(_ values: [ValueID]) -> (ValueID, ValueID) { (values[0], values[1]) }
}
