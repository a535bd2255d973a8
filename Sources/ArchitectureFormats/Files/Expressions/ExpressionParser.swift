import Checkpoints

/// Reads an expression by precedence, from `a if b else c` down to a number.
struct ExpressionParser {
  /// How deep an expression may be nested.
  private static let depthLimit = 48
  private static let tokenLimit = 2000
  private static let keywords: Set<String> = ["and", "or", "not", "if", "else", "in"]

  /// The expression of a text.
  static func expression(_ text: String) throws(ExpressionProblem) -> Expression {
    let tokens = try ExpressionLexer.tokens(of: text)
    guard !tokens.isEmpty else { throw ExpressionProblem("the expression is empty") }
    guard tokens.count <= tokenLimit else {
      throw ExpressionProblem("the expression is longer than \(tokenLimit) words")
    }
    var parser = ExpressionParser(tokens: tokens)
    let result = try parser.conditional()
    if let rest = parser.peek {
      throw ExpressionProblem("\(rest.description) stands where the expression should end")
    }
    return result
  }

  private let tokens: [ExpressionToken]
  private var position = 0
  private var depth = 0

  private init(tokens: [ExpressionToken]) { self.tokens = tokens }

  private var peek: ExpressionToken? { position < tokens.count ? tokens[position] : nil }

  private mutating func take(_ symbol: String) -> Bool {
    guard peek == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  private mutating func take(word: String) -> Bool {
    guard peek == .word(word) else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ symbol: String) throws(ExpressionProblem) {
    guard take(symbol) else {
      throw ExpressionProblem("'\(symbol)' is expected, \(peek?.description ?? "the end") is found")
    }
  }

  /// Counts the nesting, and the links of a chain, which nest as well.
  private mutating func deeper() throws(ExpressionProblem) {
    depth += 1
    guard depth <= Self.depthLimit else {
      throw ExpressionProblem("the expression is nested more than \(Self.depthLimit) deep")
    }
  }

  private mutating func conditional() throws(ExpressionProblem) -> Expression {
    try deeper()
    defer { depth -= 1 }
    let value = try disjunction()
    guard take(word: "if") else { return value }
    let condition = try disjunction()
    guard take(word: "else") else { throw ExpressionProblem("'if' needs an 'else'") }
    return .conditional(value, if: condition, else: try conditional())
  }

  private mutating func disjunction() throws(ExpressionProblem) -> Expression {
    let outer = depth
    defer { depth = outer }
    var left = try conjunction()
    while take(word: "or") {
      try deeper()
      left = .or(left, try conjunction())
    }
    return left
  }

  private mutating func conjunction() throws(ExpressionProblem) -> Expression {
    let outer = depth
    defer { depth = outer }
    var left = try negation()
    while take(word: "and") {
      try deeper()
      left = .and(left, try negation())
    }
    return left
  }

  private mutating func negation() throws(ExpressionProblem) -> Expression {
    guard take(word: "not") else { return try comparison() }
    try deeper()
    defer { depth -= 1 }
    return .not(try negation())
  }

  private mutating func comparison() throws(ExpressionProblem) -> Expression {
    let left = try fallback()
    for sign in [
      BinaryOperator.equal, .unequal, .lessOrEqual, .greaterOrEqual, .less, .greater,
    ] where take(sign.rawValue) {
      return .binary(sign, left, try fallback())
    }
    if take(word: "in") { return .binary(.contained, left, try fallback()) }
    if peek == .word("not"), position + 1 < tokens.count, tokens[position + 1] == .word("in") {
      position += 2
      return .not(.binary(.contained, left, try fallback()))
    }
    return left
  }

  private mutating func fallback() throws(ExpressionProblem) -> Expression {
    let value = try addition()
    guard take("??") else { return value }
    try deeper()
    defer { depth -= 1 }
    return .fallback(value, try fallback())
  }

  private mutating func addition() throws(ExpressionProblem) -> Expression {
    let outer = depth
    defer { depth = outer }
    var left = try multiplication()
    while true {
      if take("+") {
        left = .binary(.add, left, try multiplication())
      } else if take("-") {
        left = .binary(.subtract, left, try multiplication())
      } else {
        return left
      }
      try deeper()
    }
  }

  private mutating func multiplication() throws(ExpressionProblem) -> Expression {
    let outer = depth
    defer { depth = outer }
    var left = try sign()
    search: while true {
      for symbol in [BinaryOperator.multiply, .floorDivide, .divide, .remainder]
      where take(symbol.rawValue) {
        left = .binary(symbol, left, try sign())
        try deeper()
        continue search
      }
      return left
    }
  }

  private mutating func sign() throws(ExpressionProblem) -> Expression {
    guard take("-") else { return try power() }
    try deeper()
    defer { depth -= 1 }
    return .negative(try sign())
  }

  private mutating func power() throws(ExpressionProblem) -> Expression {
    let base = try element()
    guard take("**") else { return base }
    try deeper()
    defer { depth -= 1 }
    return .binary(.power, base, try sign())
  }

  private mutating func element() throws(ExpressionProblem) -> Expression {
    let outer = depth
    defer { depth = outer }
    var value = try primary()
    while take("[") {
      try deeper()
      let first = peek == .symbol(":") ? nil : try conditional()
      if take(":") {
        let end = peek == .symbol("]") ? nil : try conditional()
        value = .slice(of: value, from: first, to: end)
      } else if let first {
        value = .element(of: value, at: first)
      }
      try expect("]")
    }
    return value
  }

  private mutating func primary() throws(ExpressionProblem) -> Expression {
    guard let token = peek else { throw ExpressionProblem("the expression ends too early") }
    position += 1
    switch token {
    case .integer(let value): return .literal(.integer(value))
    case .number(let value): return .literal(.number(value))
    case .text(let text): return .literal(.text(text))
    case .symbol("("):
      let inside = try conditional()
      try expect(")")
      return inside
    case .symbol("["): return .list(try items(until: "]"))
    case .word("true"): return .literal(.boolean(true))
    case .word("false"): return .literal(.boolean(false))
    case .word("null"): return .literal(.none)
    case .word(let word) where !Self.keywords.contains(word):
      return take("(") ? try call(word) : .name(word)
    default: throw ExpressionProblem("\(token.description) stands where a value is expected")
    }
  }

  private mutating func call(_ name: String) throws(ExpressionProblem) -> Expression {
    guard let function = ExpressionFunction(rawValue: name) else {
      let known = ExpressionFunction.allCases.map(\.rawValue).joined(separator: ", ")
      throw ExpressionProblem("there is no function '\(name)'; there are \(known)")
    }
    let arguments = try items(until: ")")
    guard function.arity.contains(arguments.count) else {
      throw ExpressionProblem(
        "\(name) takes \(Self.text(of: function.arity)), \(arguments.count) are given")
    }
    return .call(function, arguments)
  }

  private mutating func items(until end: String) throws(ExpressionProblem) -> [Expression] {
    if take(end) { return [] }
    var items = [try conditional()]
    while take(",") {
      if take(end) { return items }
      items.append(try conditional())
    }
    try expect(end)
    return items
  }

  private static func text(of arity: ClosedRange<Int>) -> String {
    arity.lowerBound == arity.upperBound
      ? "\(arity.lowerBound) argument\(arity.lowerBound == 1 ? "" : "s")"
      : "\(arity.lowerBound) to \(arity.upperBound) arguments"
  }
}
