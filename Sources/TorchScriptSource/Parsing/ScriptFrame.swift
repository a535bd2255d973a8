/// What waits for an operand while an expression is read.
struct ScriptFrame {
  enum Kind {
    case unary(ScriptUnaryOperator)
    case binary(ScriptBinaryOperator)
    /// Behind the `if` of a conditional expression.
    case condition
    /// Behind its `else`.
    case otherwise
    case star
    case doubleStar
    case parenthesis
    case list
    /// `{`, until a colon or its absence tells a dictionary from a set.
    case brace
    case dictionary
    case set
    case call
    case subscription
    /// Behind the `in` of a comprehension, or behind its `if`.
    case comprehension(ScriptComprehension.Kind, hasCondition: Bool)
  }

  var kind: Kind
  /// Where it begins: of an operator with a left operand, where that begins.
  let offset: Int
  /// The left operand, the callee or the base.
  var first: ScriptExpressionID?
  /// The condition of a conditional expression, or the lower bound of a slice.
  var second: ScriptExpressionID?
  /// The upper bound of a slice.
  var third: ScriptExpressionID?
  /// How many items or arguments were open before.
  var mark = 0
  /// How many colons there are in the current index.
  var colonCount = 0
  /// Whether a comma makes it a tuple.
  var hasComma = false
  /// Whether it is a generator that is the only argument of a call, in the call's parentheses.
  var sharesBrackets = false
  /// The name of the current argument.
  var argumentName: ScriptSymbol?

  /// How tightly an operator binds; nothing for brackets.
  var precedence: Int? {
    switch kind {
    case .unary(let symbol): symbol.precedence
    case .binary(let symbol): symbol.precedence
    case .condition, .otherwise: 1
    case .star, .doubleStar: 0
    default: nil
    }
  }
}
