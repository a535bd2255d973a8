import Checkpoints

/// An expression of an architecture file as a tree; what stands between `${` and `}`.
indirect enum Expression: Hashable, Sendable {
  case literal(HyperparameterValue)
  case name(String)
  case list([Expression])
  case element(of: Expression, at: Expression)
  case slice(of: Expression, from: Expression?, to: Expression?)
  case not(Expression)
  case negative(Expression)
  case binary(BinaryOperator, Expression, Expression)
  case and(Expression, Expression)
  case or(Expression, Expression)
  case conditional(Expression, if: Expression, else: Expression)
  case fallback(Expression, Expression)
  case call(ExpressionFunction, [Expression])
}

/// An operator between two values that are both evaluated.
enum BinaryOperator: String, Hashable, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case remainder = "%"
  case power = "**"
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case contained = "in"
}

/// A function that expressions may call.
enum ExpressionFunction: String, Hashable, Sendable, CaseIterable {
  case has, size, rank, count, names
  case length = "len"
  case range
  case minimum = "min"
  case maximum = "max"
  case sum
  case integer = "int"
  case squareRoot = "sqrt"
  case zip, lookup

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .has, .rank, .names, .length, .sum, .integer, .squareRoot: 1...1
    case .size, .lookup: 2...2
    case .count, .range: 1...2
    case .zip: 2...8
    case .minimum, .maximum: 1...64
    }
  }
}
