import Diagnostics
import ModelIR

extension ScalarFunctionTable {
  /// Logic on truth values, and on the bits of integers.
  static let logic: [ScalarFunction] = [
    ScalarFunction("and_", "__and__", "bitwise_and") { arguments, _ throws(Diagnostic) in
      bits(arguments, { $0 && $1 }, { $0 & $1 })
    },
    ScalarFunction("or_", "__or__", "bitwise_or") { arguments, _ throws(Diagnostic) in
      bits(arguments, { $0 || $1 }, { $0 | $1 })
    },
    ScalarFunction("xor", "__xor__", "bitwise_xor") { arguments, _ throws(Diagnostic) in
      bits(arguments, { $0 != $1 }, { $0 ^ $1 })
    },
    ScalarFunction("not_", "__not__", "sym_not") { arguments, context throws(Diagnostic) in
      try truth(arguments, context).map { .boolean(!$0) }
    },
    ScalarFunction("invert") { arguments, _ throws(Diagnostic) in
      guard case .integer(let integer)? = arguments.first else { return nil }
      return .integer(~integer)
    },
    ScalarFunction("lshift", "__lshift__") { arguments, _ throws(Diagnostic) in
      guard let (left, right) = pair(arguments), let size = left.dimension,
        let count = right.dimension?.size, (0..<62).contains(count)
      else { return nil }
      return ATenValue(size * (1 << count))
    },
    ScalarFunction("rshift", "__rshift__") { arguments, _ throws(Diagnostic) in
      guard let (left, right) = pair(arguments), let size = left.dimension,
        let count = right.dimension?.size, (0..<62).contains(count)
      else { return nil }
      return ATenValue(size.floorDivided(by: 1 << count))
    },
    ScalarFunction("bool", "Bool") { arguments, context throws(Diagnostic) in
      try truth(arguments, context).map(ATenValue.boolean)
    },
    ScalarFunction("any") { arguments, context throws(Diagnostic) in
      guard let items = arguments.first?.items, arguments.count == 1 else { return nil }
      var truths: [Bool] = []
      for item in items {
        guard let truth = try truth([item], context) else { return nil }
        truths.append(truth)
      }
      return .boolean(truths.contains(true))
    },
    ScalarFunction("all") { arguments, context throws(Diagnostic) in
      guard let items = arguments.first?.items, arguments.count == 1 else { return nil }
      var truths: [Bool] = []
      for item in items {
        guard let truth = try truth([item], context) else { return nil }
        truths.append(truth)
      }
      return .boolean(!truths.contains(false))
    },
  ]

  /// Whether a value counts as true, where that can be told.
  private static func truth(
    _ arguments: [ATenValue], _ context: ATenContext
  ) throws(Diagnostic) -> Bool? {
    guard arguments.count == 1, let value = arguments.first else { return nil }
    switch value {
    case .none: return false
    case .text(let text): return !text.isEmpty
    case .list(let items), .tuple(let items): return !items.isEmpty
    case .size(let size):
      let bounds = context.bounds(of: size)
      if let lower = bounds.lower, lower > 0 { return true }
      if let upper = bounds.upper, upper < 0 { return true }
      return nil
    default: return value.plainNumber.map { $0 != 0 }
    }
  }

  private static func bits(
    _ arguments: [ATenValue], _ truths: (Bool, Bool) -> Bool, _ integers: (Int, Int) -> Int
  ) -> ATenValue? {
    guard let (left, right) = pair(arguments) else { return nil }
    if case .boolean(let a) = left, case .boolean(let b) = right { return .boolean(truths(a, b)) }
    guard let a = left.dimension?.size, let b = right.dimension?.size else { return nil }
    return .integer(integers(a, b))
  }
}
