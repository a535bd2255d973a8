import ModelIR

/// What operators on single elements give for small constants.
///
/// Integers that would overflow and divisions by 0 are left to the runtime.
enum ConstantArithmetic {
  /// The result of an operator on one tensor.
  static func apply(_ operation: any Operator, _ x: ConstantElements) -> ConstantElements? {
    switch (operation, x) {
    case (is Negate, .integers(let values)):
      return integers(values) { (0).subtractingReportingOverflow($0) }
    case (is Negate, .reals(let values)): return .reals(values.map { -$0 })
    case (is Absolute, .integers(let values)):
      return integers(values) {
        $0 < 0 ? (0).subtractingReportingOverflow($0) : ($0, false)
      }
    case (is Absolute, .reals(let values)): return .reals(values.map(\.magnitude))
    case (is Sqrt, .reals(let values)): return .reals(values.map { $0.squareRoot() })
    case (is Reciprocal, .reals(let values)): return .reals(values.map { 1 / $0 })
    case (is Floor, .reals(let values)): return .reals(values.map { $0.rounded(.down) })
    case (is Ceil, .reals(let values)): return .reals(values.map { $0.rounded(.up) })
    case (is Not, .integers(let values)): return .integers(values.map { $0 == 0 ? 1 : 0 })
    case (let cast as Cast, _): return x.cast(to: cast.to)
    default: return nil
    }
  }

  /// The result of an operator on two tensors of one shape.
  static func apply(
    _ operation: any Operator, _ a: ConstantElements, _ b: ConstantElements
  ) -> ConstantElements? {
    switch (a, b) {
    case (.integers(let a), .integers(let b)):
      guard let step = integerStep(operation) else { return nil }
      var values: [Int] = []
      for (left, right) in zip(a, b) {
        guard let value = step(left, right), !value.overflow else { return nil }
        values.append(value.partialValue)
      }
      return .integers(values)
    case (.reals(let a), .reals(let b)):
      if let step = realStep(operation) { return .reals(zip(a, b).map(step)) }
      if let test = test(operation, Double.self) {
        return .integers(zip(a, b).map { test($0, $1) ? 1 : 0 })
      }
      return nil
    default: return nil
    }
  }

  private typealias Checked = (partialValue: Int, overflow: Bool)

  private static func integers(
    _ values: [Int], _ step: (Int) -> Checked
  ) -> ConstantElements? {
    var results: [Int] = []
    for value in values {
      let result = step(value)
      guard !result.overflow else { return nil }
      results.append(result.partialValue)
    }
    return .integers(results)
  }

  private static func integerStep(_ operation: any Operator) -> ((Int, Int) -> Checked?)? {
    switch operation {
    case is Add: return { $0.addingReportingOverflow($1) }
    case is Subtract: return { $0.subtractingReportingOverflow($1) }
    case is Multiply: return { $0.multipliedReportingOverflow(by: $1) }
    case is Divide: return { $1 == 0 ? nil : $0.dividedReportingOverflow(by: $1) }
    case is FloorDivide:
      return { left, right in
        guard right != 0 else { return nil }
        let (quotient, overflow) = left.dividedReportingOverflow(by: right)
        let isInexact = !overflow && quotient * right != left
        return (isInexact && (left < 0) != (right < 0) ? quotient - 1 : quotient, overflow)
      }
    case let modulo as Modulo:
      return { left, right in
        guard right != 0 else { return nil }
        let (rest, overflow) = left.remainderReportingOverflow(dividingBy: right)
        let differs = rest != 0 && (rest < 0) != (right < 0)
        return (modulo.kind == .floored && differs ? rest + right : rest, overflow)
      }
    case is Minimum: return { (min($0, $1), false) }
    case is Maximum: return { (max($0, $1), false) }
    case is And: return { ($0 & $1, false) }
    case is Or: return { ($0 | $1, false) }
    case is Xor: return { ($0 ^ $1, false) }
    default:
      guard let test = test(operation, Int.self) else { return nil }
      return { (test($0, $1) ? 1 : 0, false) }
    }
  }

  private static func realStep(_ operation: any Operator) -> ((Double, Double) -> Double)? {
    switch operation {
    case is Add: { $0 + $1 }
    case is Subtract: { $0 - $1 }
    case is Multiply: { $0 * $1 }
    case is Divide: { $0 / $1 }
    default: nil
    }
  }

  private static func test<Number: Comparable>(
    _ operation: any Operator, _ type: Number.Type
  ) -> ((Number, Number) -> Bool)? {
    switch operation {
    case is Equal: { $0 == $1 }
    case is NotEqual: { $0 != $1 }
    case is Less: { $0 < $1 }
    case is LessOrEqual: { $0 <= $1 }
    case is Greater: { $0 > $1 }
    case is GreaterOrEqual: { $0 >= $1 }
    default: nil
    }
  }
}
