/// An operator before its operand.
package enum ScriptUnaryOperator: UInt8, Hashable, Sendable {
  case minus, plus, invert, not

  /// How it is written.
  package var text: String {
    switch self {
    case .minus: "-"
    case .plus: "+"
    case .invert: "~"
    case .not: "not"
    }
  }

  var precedence: Int { self == .not ? 4 : 12 }
}

/// An operator between its operands, arithmetic, comparison or logical.
package enum ScriptBinaryOperator: UInt8, Hashable, Sendable {
  case or, and
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, `is`, isNot, `in`, notIn
  case bitOr, bitXor, bitAnd, shiftLeft, shiftRight
  case add, subtract, multiply, divide, floorDivide, remainder, matrixMultiply
  case power

  /// How it is written.
  package var text: String {
    switch self {
    case .or: "or"
    case .and: "and"
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    case .is: "is"
    case .isNot: "is not"
    case .in: "in"
    case .notIn: "not in"
    case .bitOr: "|"
    case .bitXor: "^"
    case .bitAnd: "&"
    case .shiftLeft: "<<"
    case .shiftRight: ">>"
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    case .floorDivide: "//"
    case .remainder: "%"
    case .matrixMultiply: "@"
    case .power: "**"
    }
  }

  /// How tightly it binds, in the order of Python's grammar; a conditional expression is 1.
  package var precedence: Int {
    switch self {
    case .or: 2
    case .and: 3
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .is, .isNot, .in,
      .notIn:
      5
    case .bitOr: 6
    case .bitXor: 7
    case .bitAnd: 8
    case .shiftLeft, .shiftRight: 9
    case .add, .subtract: 10
    case .multiply, .divide, .floorDivide, .remainder, .matrixMultiply: 11
    case .power: 13
    }
  }

  /// Whether it compares.
  package var isComparison: Bool { precedence == 5 }
}
