import Checkpoints
import Glibc

extension ExpressionEvaluator {
  /// The result of an operator.
  mutating func apply(
    _ symbol: BinaryOperator, _ left: HyperparameterValue, _ right: HyperparameterValue
  ) throws(ExpressionProblem) -> HyperparameterValue {
    switch symbol {
    case .equal: return .boolean(Self.areEqual(left, right))
    case .unequal: return .boolean(!Self.areEqual(left, right))
    case .less: return .boolean(try Self.isLess(left, right))
    case .lessOrEqual: return .boolean(!(try Self.isLess(right, left)))
    case .greater: return .boolean(try Self.isLess(right, left))
    case .greaterOrEqual: return .boolean(!(try Self.isLess(left, right)))
    case .contained:
      if case (.text(let part), .text(let whole)) = (left, right) {
        return .boolean(whole.contains(part))
      }
      let items = try Self.items(of: right, "in")
      try budget.spend(items.count)
      return .boolean(items.contains { Self.areEqual($0, left) })
    case .add:
      switch (left, right) {
      case (.text(let first), .text(let second)): return try limited(first + second)
      case (.text(let first), .integer(let second)): return try limited("\(first)\(second)")
      case (.integer(let first), .text(let second)): return try limited("\(first)\(second)")
      default: break
      }
      if case (.list(let first), .list(let second)) = (left, right) {
        return try limited(first + second)
      }
    case .multiply:
      if case (.list(let items), .integer(let count)) = (left, right) {
        guard count <= ExpressionBudget.listLimit,
          items.count.multipliedReportingOverflow(by: max(0, count)).partialValue
            <= ExpressionBudget.listLimit
        else {
          throw ExpressionProblem("a list holds more than \(ExpressionBudget.listLimit) values")
        }
        return try limited((0..<max(0, count)).flatMap { _ in items })
      }
    case .subtract, .divide, .floorDivide, .remainder, .power: break
    }
    if case (.integer(let first), .integer(let second)) = (left, right), symbol != .divide {
      return try Self.integers(symbol, first, second)
    }
    guard let first = left.number, let second = right.number else {
      throw ExpressionProblem(
        "'\(symbol.rawValue)' does not work on \(Self.shown(left)) and \(Self.shown(right))")
    }
    return .number(try Self.numbers(symbol, first, second))
  }

  private static func integers(
    _ symbol: BinaryOperator, _ left: Int, _ right: Int
  ) throws(ExpressionProblem) -> HyperparameterValue {
    let result: (partialValue: Int, overflow: Bool)
    switch symbol {
    case .add: result = left.addingReportingOverflow(right)
    case .subtract: result = left.subtractingReportingOverflow(right)
    case .multiply: result = left.multipliedReportingOverflow(by: right)
    case .power:
      if right < 0 { return .number(pow(Double(left), Double(right))) }
      result = power(left, right)
    default:
      guard right != 0 else { throw ExpressionProblem("a number is divided by zero") }
      let quotient = left.dividedReportingOverflow(by: right)
      guard !quotient.overflow else { result = quotient; break }
      // Both round down, as Python's do.
      let rest = left - quotient.partialValue * right
      let roundsDown = rest != 0 && (rest < 0) != (right < 0)
      result =
        symbol == .floorDivide
        ? (quotient.partialValue - (roundsDown ? 1 : 0), false)
        : (roundsDown ? rest + right : rest, false)
    }
    guard !result.overflow else {
      throw ExpressionProblem("\(left) \(symbol.rawValue) \(right) is beyond 64 bits")
    }
    return .integer(result.partialValue)
  }

  private static func power(_ base: Int, _ exponent: Int) -> (partialValue: Int, overflow: Bool) {
    if base == 0 || base == 1 { return (exponent == 0 ? 1 : base, false) }
    if base == -1 { return (exponent.isMultiple(of: 2) ? 1 : -1, false) }
    guard exponent < 64 else { return (0, true) }
    var result = 1
    for _ in 0..<exponent {
      let (product, overflow) = result.multipliedReportingOverflow(by: base)
      guard !overflow else { return (0, true) }
      result = product
    }
    return (result, false)
  }

  private static func numbers(
    _ symbol: BinaryOperator, _ left: Double, _ right: Double
  ) throws(ExpressionProblem) -> Double {
    switch symbol {
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    case .power: return pow(left, right)
    default:
      guard right != 0 else { throw ExpressionProblem("a number is divided by zero") }
      switch symbol {
      case .floorDivide: return (left / right).rounded(.down)
      case .remainder: return left - (left / right).rounded(.down) * right
      default: return left / right
      }
    }
  }

  static func negated(
    _ value: HyperparameterValue
  ) throws(ExpressionProblem) -> HyperparameterValue {
    switch value {
    case .integer(let number): return try integers(.subtract, 0, number)
    case .number(let number): return .number(-number)
    default: throw ExpressionProblem("'-' does not work on \(shown(value))")
    }
  }

  static func truncated(_ value: HyperparameterValue) throws(ExpressionProblem) -> Int {
    switch value {
    case .boolean(let truth): return truth ? 1 : 0
    case .integer(let number): return number
    case .number(let number):
      if let integer = Int(exactly: number.rounded(.towardZero)) { return integer }
    case .text(let text):
      if let integer = Int(text) { return integer }
    default: break
    }
    throw ExpressionProblem("\(shown(value)) is no integer")
  }
}
