import Diagnostics
import Glibc
import ModelIR

extension ScalarFunctionTable {
  /// Sums, products and quotients.
  static let arithmetic: [ScalarFunction] = [
    ScalarFunction("add", "iadd") { arguments, context throws(Diagnostic) in
      if let joined = try joined(arguments, context) { return joined }
      return try combined(arguments, context, { $0 + $1 }, { $0 + $1 }, { $0 + $1 })
    },
    ScalarFunction("sub", "isub") { arguments, context throws(Diagnostic) in
      try combined(
        arguments, context, { $0 - $1 }, { $0 - $1 },
        { left, right in right.negated.flatMap { left + $0 } })
    },
    ScalarFunction("mul", "imul", "Mul") { arguments, context throws(Diagnostic) in
      if let repeated = try repeated(arguments, context) { return repeated }
      return try combined(arguments, context, { $0 * $1 }, { $0 * $1 }, { $0 * $1 })
    },
    ScalarFunction("div", "truediv", "true_divide", "IntTrueDiv", "FloatTrueDiv") {
      arguments, context throws(Diagnostic) in
      guard let (left, right) = pair(arguments) else { return nil }
      if let a = left.plainNumber, let b = right.plainNumber {
        guard b != 0 else { throw division(context) }
        return .number(a / b)
      }
      return Ratio(left).flatMap { left in
        Ratio(right)?.inverse.flatMap { left * $0 }?.value
      }
    },
    ScalarFunction("floordiv", "floor_divide", "FloorDiv", "CleanDiv") {
      arguments, context throws(Diagnostic) in
      guard let (left, right) = pair(arguments) else { return nil }
      if let a = left.dimension, let b = right.dimension {
        guard b.size != 0 else { throw division(context) }
        return ATenValue(a.floorDivided(by: b))
      }
      guard let a = left.plainNumber, let b = right.plainNumber else { return nil }
      guard b != 0 else { throw division(context) }
      return .number((a / b).rounded(.down))
    },
    ScalarFunction("mod", "remainder", "PythonMod", "Mod") {
      arguments, context throws(Diagnostic) in
      guard let (left, right) = pair(arguments) else { return nil }
      if let a = left.dimension, let b = right.dimension {
        guard b.size != 0 else { throw division(context) }
        return ATenValue(a.modulo(b))
      }
      guard let a = left.plainNumber, let b = right.plainNumber else { return nil }
      guard b != 0 else { throw division(context) }
      return .number(a - b * (a / b).rounded(.down))
    },
    ScalarFunction("pow", "pow_by_natural", "PowByNatural") {
      arguments, context throws(Diagnostic) in
      guard let (left, right) = pair(arguments) else { return nil }
      if let base = left.dimension, let exponent = right.dimension?.size, exponent >= 0,
        exponent <= 64 || base.size.map({ abs($0) <= 1 }) ?? false
      {
        if exponent > 64 { return .integer(power(of: base.size ?? 0, exponent)) }
        return ATenValue((0..<exponent).reduce(Dimension.fixed(1)) { power, _ in power * base })
      }
      guard let a = left.plainNumber, let b = right.plainNumber else { return nil }
      return .number(pow(a, b))
    },
    ScalarFunction("neg") { arguments, _ throws(Diagnostic) in
      guard let value = arguments.first, arguments.count == 1 else { return nil }
      if let size = value.dimension { return ATenValue(size * -1) }
      if case .number(let number) = value { return .number(-number) }
      return Ratio(value)?.negated?.value
    },
    ScalarFunction("pos") { arguments, _ throws(Diagnostic) in arguments.first },
    ScalarFunction("abs", "fabs") { arguments, context throws(Diagnostic) in
      guard let value = arguments.first else { return nil }
      if let size = value.dimension {
        if let known = size.size, known != .min { return .integer(abs(known)) }
        return context.isAtLeast(0, size) ? value : nil
      }
      return value.plainNumber.map { .number(Swift.abs($0)) }
    },
    ScalarFunction("max", "sym_max", "Max") { arguments, _ throws(Diagnostic) in
      extreme(arguments, Dimension.maximum) { $0 > $1 }
    },
    ScalarFunction("min", "sym_min", "Min") { arguments, _ throws(Diagnostic) in
      extreme(arguments, Dimension.minimum) { $0 < $1 }
    },
    ScalarFunction("sum", "sym_sum") { arguments, context throws(Diagnostic) in
      let items = arguments.count == 1 ? arguments[0].items : nil
      var sum = ATenValue.integer(0)
      for item in items ?? arguments {
        guard
          let next = try combined([sum, item], context, { $0 + $1 }, { $0 + $1 }, { $0 + $1 })
        else { return nil }
        sum = next
      }
      return sum
    },
  ]

  /// The two arguments of an operator.
  static func pair(_ arguments: [ATenValue]) -> (ATenValue, ATenValue)? {
    arguments.count == 2 ? (arguments[0], arguments[1]) : nil
  }

  /// The result of sizes, of numbers or of ratios; nothing for a sum that is not followed.
  private static func combined(
    _ arguments: [ATenValue], _ context: ATenContext,
    _ sizes: (Dimension, Dimension) -> Dimension, _ numbers: (Double, Double) -> Double,
    _ ratios: (Ratio, Ratio) -> Ratio?
  ) throws(Diagnostic) -> ATenValue? {
    guard let (left, right) = pair(arguments) else { return nil }
    if let a = left.dimension, let b = right.dimension {
      let result = sizes(a, b)
      guard result.text != nil || a.text == nil || b.text == nil else {
        throw Diagnostic(
          .atenArgument, "the arithmetic of \(a) and \(b) overflows", at: context.location)
      }
      return ATenValue(result)
    }
    if let a = left.plainNumber, let b = right.plainNumber { return .number(numbers(a, b)) }
    guard let a = Ratio(left), let b = Ratio(right) else { return nil }
    return ratios(a, b)?.value
  }

  private static func extreme(
    _ arguments: [ATenValue], _ sizes: (Dimension, Dimension) -> Dimension,
    _ isBetter: (Double, Double) -> Bool
  ) -> ATenValue? {
    let items = arguments.count == 1 ? arguments[0].items ?? arguments : arguments
    guard var best = items.first else { return nil }
    for item in items.dropFirst() {
      if let a = best.plainNumber, let b = item.plainNumber {
        if isBetter(b, a) { best = item }
      } else if let a = best.dimension, let b = item.dimension {
        best = ATenValue(sizes(a, b))
      } else {
        return nil
      }
    }
    return best
  }

  private static func power(of base: Int, _ exponent: Int) -> Int {
    base == -1 ? (exponent.isMultiple(of: 2) ? 1 : -1) : base
  }

  private static func division(_ context: ATenContext) -> Diagnostic {
    Diagnostic(.atenArgument, "the program divides by 0", at: context.location)
  }
}
