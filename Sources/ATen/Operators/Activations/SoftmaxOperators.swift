import Diagnostics
import ModelIR

extension ATenOperatorTable {
  /// Exponentials that are scaled to the sum 1, and dropout, which leaves values as they are.
  static let softmaxes: [ATenOperator] = family(
    named("softmax(self, dim, dtype=None)", "special_softmax(self, dim, dtype=None)") {
      call throws(Diagnostic) in
      call.result(try call.softmax(isLogarithm: false))
    },
    named("log_softmax(self, dim, dtype=None)", "special_log_softmax(self, dim, dtype=None)") {
      call throws(Diagnostic) in
      call.result(try call.softmax(isLogarithm: true))
    },
    named("_softmax(self, dim, half_to_float)") { call throws(Diagnostic) in
      call.result(try call.softmax(isLogarithm: false))
    },
    named("_log_softmax(self, dim, half_to_float)") { call throws(Diagnostic) in
      call.result(try call.softmax(isLogarithm: true))
    },
    named("_safe_softmax(self, dim, dtype=None)") { call throws(Diagnostic) in
      let y = try call.softmax(isLogarithm: false)
      // A row that is minus infinity everywhere is 0 everywhere.
      return call.result(
        try call.add(Where(), try call.add(IsNaN(), y), try call.context.scalar(0, like: y), y))
    },
    named("softmin(self, dim, dtype=None)") { call throws(Diagnostic) in
      call.result(try call.softmax(isLogarithm: false, isNegated: true))
    },
    named(
      "dropout(input, p, train)", "alpha_dropout(input, p, train)",
      "feature_dropout(input, p, train)", "feature_alpha_dropout(input, p, train)"
    ) { call throws(Diagnostic) in
      [call.value("input")]
    },
    named("native_dropout(input, p, train)") { call throws(Diagnostic) in
      [call.value("input"), .failed]
    })
}

extension ATenCall {
  /// The softmax of `self` along `dim`; a single number is its own row.
  fileprivate func softmax(
    isLogarithm: Bool, isNegated: Bool = false
  ) throws(Diagnostic) -> ValueID {
    var x = try tensor("self")
    if has("dtype") { x = try cast(x, to: "dtype") }
    if has("half_to_float"), try boolean("half_to_float") { x = try context.cast(x, to: .float32) }
    x = try context.floating(x)
    let axis = try axis("dim", rank: rank(x))
    if isNegated { x = try add(Negate(), x) }
    let isSingle = rank(x) == 0
    if isSingle { x = try add(Unsqueeze(axes: [0]), x) }
    let y = isLogarithm ? try add(LogSoftmax(axis: axis), x) : try add(Softmax(axis: axis), x)
    return isSingle ? try add(Squeeze(axes: [0]), y) : y
  }
}
