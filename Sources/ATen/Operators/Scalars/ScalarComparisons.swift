import Diagnostics
import ModelIR

extension ScalarFunctionTable {
  /// Comparisons of numbers, sizes, texts and lists.
  static let comparisons: [ScalarFunction] = [
    ScalarFunction("eq", "Eq") { arguments, context throws(Diagnostic) in
      equality(arguments, context).map(ATenValue.boolean)
    },
    ScalarFunction("ne", "Ne") { arguments, context throws(Diagnostic) in
      equality(arguments, context).map { .boolean(!$0) }
    },
    ScalarFunction("lt") { arguments, context throws(Diagnostic) in
      order(arguments, context).map { .boolean($0) }
    },
    ScalarFunction("gt") { arguments, context throws(Diagnostic) in
      order(arguments.reversed(), context).map { .boolean($0) }
    },
    ScalarFunction("le") { arguments, context throws(Diagnostic) in
      order(arguments.reversed(), context).map { .boolean(!$0) }
    },
    ScalarFunction("ge") { arguments, context throws(Diagnostic) in
      order(arguments, context).map { .boolean(!$0) }
    },
    ScalarFunction("is_", "__is__", takesTensors: true) { arguments, _ throws(Diagnostic) in
      identity(arguments).map(ATenValue.boolean)
    },
    ScalarFunction("is_not", "__isnot__", takesTensors: true) { arguments, _ throws(Diagnostic) in
      identity(arguments).map { .boolean(!$0) }
    },
  ]

  /// Whether two values are equal, where that can be told.
  private static func equality(_ arguments: [ATenValue], _ context: ATenContext) -> Bool? {
    guard let (left, right) = pair(arguments) else { return nil }
    if let a = left.plainNumber, let b = right.plainNumber { return a == b }
    switch (left, right) {
    case (.text(let a), .text(let b)): return a == b
    case (.none, .none): return true
    case (.elementType(let a), .elementType(let b)): return a == b
    case (.elementType(let type), .integer(let number)),
      (.integer(let number), .elementType(let type)):
      return ElementType(scalarType: number) == type
    default: break
    }
    if let a = left.items, let b = right.items {
      guard a.count == b.count else { return false }
      var isKnown = true
      for (x, y) in zip(a, b) {
        guard let isEqual = equality([x, y], context) else {
          isKnown = false
          continue
        }
        if !isEqual { return false }
      }
      return isKnown ? true : nil
    }
    guard let a = Ratio(left), let b = Ratio(right) else {
      return left.kind == right.kind || left.holdsTensor || right.holdsTensor ? nil : false
    }
    let (x, y) = (a.numerator * b.denominator, b.numerator * a.denominator)
    if x.isProvablyEqual(to: y) { return true }
    let bounds = context.bounds(of: x - y)
    return bounds.lower.map { $0 > 0 } ?? false || bounds.upper.map { $0 < 0 } ?? false
      ? false : nil
  }

  /// Whether the first value is less than the second one, where that can be told.
  private static func order(_ arguments: [ATenValue], _ context: ATenContext) -> Bool? {
    guard let (left, right) = pair(arguments) else { return nil }
    if let a = left.plainNumber, let b = right.plainNumber { return a < b }
    if case .text(let a) = left, case .text(let b) = right {
      return Array(a.unicodeScalars.map(\.value)).lexicographicallyPrecedes(
        b.unicodeScalars.map(\.value))
    }
    if case .number(let a) = left, a.isInfinite { return a < 0 }
    if case .number(let b) = right, b.isInfinite { return b > 0 }
    guard let a = Ratio(left), let b = Ratio(right) else { return nil }
    let bounds = context.bounds(of: a.numerator * b.denominator - b.numerator * a.denominator)
    if let lower = bounds.lower, lower >= 0 { return false }
    if let upper = bounds.upper, upper < 0 { return true }
    return nil
  }

  /// Whether two values are one, which is asked about `None` and about truth values.
  private static func identity(_ arguments: [ATenValue]) -> Bool? {
    guard let (left, right) = pair(arguments) else { return nil }
    return left == right
  }
}

/// What is known of a size's value.
struct SizeBounds {
  var lower: Int?
  var upper: Int?
}

extension ATenContext {
  /// Whether a size is a number or more.
  func isAtLeast(_ number: Int, _ size: Dimension) -> Bool {
    bounds(of: size).lower.map { $0 >= number } ?? false
  }

  /// Bounds to a size; what an input leaves open is 2 or more, as it is when PyTorch exports.
  func bounds(of size: Dimension) -> SizeBounds {
    switch size.structure {
    case .unknown: return SizeBounds()
    case .constant(let number): return SizeBounds(lower: number, upper: number)
    case .symbol(let name):
      if case .element? = symbolSources[name] { return SizeBounds() }
      return SizeBounds(lower: 2)
    case .sum(let parts):
      return parts.reduce(SizeBounds(lower: 0, upper: 0)) { sum, part in
        let own = bounds(of: part)
        return SizeBounds(
          lower: Self.followed(sum.lower, own.lower) { $0.addingReportingOverflow($1) },
          upper: Self.followed(sum.upper, own.upper) { $0.addingReportingOverflow($1) })
      }
    case .product(let parts):
      return parts.reduce(SizeBounds(lower: 1, upper: 1)) { product, part in
        Self.product(product, bounds(of: part))
      }
    case .floorQuotient(let left, let right), .exactQuotient(let left, let right):
      guard let divisor = right.size, divisor > 0 else { return SizeBounds() }
      let own = bounds(of: left)
      return SizeBounds(
        lower: own.lower.flatMap { Dimension.fixed($0).floorDivided(by: divisor).size },
        upper: own.upper.flatMap { Dimension.fixed($0).floorDivided(by: divisor).size })
    case .modulo(_, let right):
      guard let divisor = right.size, divisor > 0 else { return SizeBounds() }
      return SizeBounds(lower: 0, upper: divisor - 1)
    case .maximum(let choices):
      let all = choices.map(bounds)
      let upper = all.compactMap(\.upper)
      return SizeBounds(
        lower: all.compactMap(\.lower).max(), upper: upper.count == all.count ? upper.max() : nil)
    case .minimum(let choices):
      let all = choices.map(bounds)
      let lower = all.compactMap(\.lower)
      return SizeBounds(
        lower: lower.count == all.count ? lower.min() : nil, upper: all.compactMap(\.upper).min())
    }
  }

  private static func product(_ left: SizeBounds, _ right: SizeBounds) -> SizeBounds {
    if left.lower == 1, left.upper == 1 { return right }
    // A number stands first in a product and may be negative; what follows may not.
    if left.lower == left.upper, let factor = left.lower, factor < 0 {
      guard factor != .min else { return SizeBounds() }
      let turned = product(SizeBounds(lower: -factor, upper: -factor), right)
      return SizeBounds(
        lower: turned.upper.map { -$0 }, upper: turned.lower.map { -$0 })
    }
    guard let a = left.lower, a >= 0, let b = right.lower, b >= 0 else { return SizeBounds() }
    return SizeBounds(
      lower: followed(a, b) { $0.multipliedReportingOverflow(by: $1) },
      upper: followed(left.upper, right.upper) { $0.multipliedReportingOverflow(by: $1) })
  }

  private static func followed(
    _ left: Int?, _ right: Int?, _ body: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> Int? {
    guard let left, let right else { return nil }
    let (result, overflow) = body(left, right)
    return overflow || result == .min ? nil : result
  }
}
