import Diagnostics

extension ScriptParser {
  /// What follows an operand or an operator.
  enum Continuation {
    /// An operand is expected.
    case operand
    /// An operand was read.
    case value(ScriptExpressionID)
    /// The expression is complete.
    case complete(ScriptExpressionID)
  }

  /// Reads one expression, up to a token that cannot be part of it.
  ///
  /// - Parameter isTarget: whether `in` ends it, as behind `for`.
  mutating func parseExpression(isTarget: Bool = false) throws(Diagnostic) -> ScriptExpressionID {
    frames.removeAll(keepingCapacity: true)
    var state = Continuation.operand
    while true {
      switch state {
      case .operand: state = try readOperand()
      case .value(let value):
        if isTarget, frames.isEmpty, token.kind == .keyword(.in) { return value }
        state = try readOperator(after: value)
      case .complete(let value): return value
      }
    }
  }

  /// Reads expressions with commas between them; a comma makes them a tuple.
  mutating func parseExpressionList(isTarget: Bool = false) throws(Diagnostic)
    -> ScriptExpressionID
  {
    let start = token.start
    let first = try parseExpression(isTarget: isTarget)
    guard token.kind == .comma else { return first }
    let mark = openItems.count
    openItems.append(first)
    while try take(.comma) {
      guard startsExpression else { break }
      openItems.append(try parseExpression(isTarget: isTarget))
    }
    let (items, height) = closeItems(from: mark)
    return try add(.tuple(items), at: start, above: height)
  }

  /// Whether another item may follow a comma outside of brackets.
  private var startsExpression: Bool {
    switch token.kind {
    case .newline, .endOfFile, .assign, .augmented, .semicolon, .colon, .keyword(.in): false
    default: true
    }
  }

  /// Opens a frame at the current token, which is stepped over.
  mutating func push(_ frame: ScriptFrame) throws(Diagnostic) -> Continuation {
    try append(frame)
    try advance()
    return .operand
  }

  mutating func append(_ frame: ScriptFrame) throws(Diagnostic) {
    guard frames.count < limits.depth else {
      throw Diagnostic(
        .torchScriptOverLimit, "an expression is nested more than \(limits.depth) deep",
        at: source.location(token.start))
    }
    frames.append(frame)
  }

  // MARK: - Operands

  private mutating func readOperand() throws(Diagnostic) -> Continuation {
    let start = token.start
    switch token.kind {
    case .name(let symbol): return try leaf(.name(symbol))
    case .integer(let value): return try leaf(.integer(value))
    case .float(let value): return try leaf(.float(value))
    case .imaginary(let value): return try leaf(.imaginary(value))
    case .wideInteger(let text): return try leaf(.wideInteger(text))
    case .ellipsis: return try leaf(.ellipsis)
    case .string(let symbol): return .value(try readStrings(symbol))
    case .keyword(let keyword): return try readKeyword(keyword)
    case .minus: return try push(ScriptFrame(kind: .unary(.minus), offset: start))
    case .plus: return try push(ScriptFrame(kind: .unary(.plus), offset: start))
    case .tilde: return try push(ScriptFrame(kind: .unary(.invert), offset: start))
    case .star where acceptsStar:
      return try push(ScriptFrame(kind: .star, offset: start))
    case .doubleStar where isInCall:
      return try push(ScriptFrame(kind: .doubleStar, offset: start))
    case .leftParenthesis: return try openBracket(.parenthesis, first: nil)
    case .leftBracket: return try openBracket(.list, first: nil)
    case .leftBrace: return try openBracket(.brace, first: nil)
    case .colon:
      // A slice without its lower or upper bound.
      if case .subscription = frames.last?.kind { return .value(try addOmitted()) }
    case .rightParenthesis, .rightBracket, .rightBrace:
      if let closed = try closeEmptyOrAfterComma() { return closed }
    default: break
    }
    throw unexpected("an expression")
  }

  private mutating func leaf(_ expression: ScriptExpression) throws(Diagnostic) -> Continuation {
    let id = try add(expression, at: token.start)
    try advance()
    return .value(id)
  }

  private mutating func readKeyword(_ keyword: ScriptKeyword) throws(Diagnostic) -> Continuation {
    if isInCall, tokenizer.isBeforeAssignment {
      return try leaf(.name(ScriptSymbol(rawValue: keyword.rawValue)))
    }
    switch keyword {
    case .none: return try leaf(.none)
    case .yes: return try leaf(.boolean(true))
    case .no: return try leaf(.boolean(false))
    case .not:
      if let precedence = frames.last?.precedence, precedence > ScriptUnaryOperator.not.precedence {
        throw malformed("'not' cannot be an operand without parentheses", at: token.start)
      }
      return try push(ScriptFrame(kind: .unary(.not), offset: token.start))
    case .lambda, .yield, .await:
      throw unsupported("'\(keyword.text)' is not part of TorchScript", at: token.start)
    default: throw unexpected("an expression")
    }
  }

  /// Reads a string and those that follow it without an operator, which are one.
  private mutating func readStrings(_ first: ScriptSymbol) throws(Diagnostic) -> ScriptExpressionID
  {
    let start = token.start
    try advance()
    guard case .string = token.kind else { return try add(.string(first), at: start) }
    var bytes = Array(tokenizer.symbols.bytes(of: first))
    while case .string(let next) = token.kind {
      bytes.append(contentsOf: tokenizer.symbols.bytes(of: next))
      try advance()
    }
    return try add(.string(tokenizer.symbols.symbol(bytes, 0..<bytes.count)), at: start)
  }

  private var acceptsStar: Bool {
    switch frames.last?.kind {
    case nil, .parenthesis, .list, .brace, .set, .call: true
    default: false
    }
  }

  private var isInCall: Bool {
    if case .call = frames.last?.kind { return true }
    return false
  }

  // MARK: - Operators

  /// Reads what stands behind an operand.
  private mutating func readOperator(after value: ScriptExpressionID) throws(Diagnostic)
    -> Continuation
  {
    switch token.kind {
    case .dot:
      try advance()
      let name = try expectName("the name of an attribute", orKeyword: true)
      return .value(
        try add(.attribute(value, name), at: offset(value), above: height(value)))
    case .leftParenthesis: return try openBracket(.call, first: value)
    case .leftBracket: return try openBracket(.subscription, first: value)
    case .binary(let symbol): return try readBinary(symbol, after: value)
    case .plus: return try readBinary(.add, after: value)
    case .minus: return try readBinary(.subtract, after: value)
    case .star: return try readBinary(.multiply, after: value)
    case .doubleStar: return try readBinary(.power, after: value)
    case .at: return try readBinary(.matrixMultiply, after: value)
    case .keyword(.or): return try readBinary(.or, after: value)
    case .keyword(.and): return try readBinary(.and, after: value)
    case .keyword(.in): return try readBinary(.in, after: value)
    case .keyword(.is):
      let offset = token.start
      try advance()
      if token.kind == .keyword(.not) { return try readBinary(.isNot, after: value) }
      // The operand is already the current token.
      return try pushBinary(.is, after: value, at: offset)
    case .keyword(.not):
      try advance()
      guard token.kind == .keyword(.in) else { throw unexpected("'in' behind 'not'") }
      return try readBinary(.notIn, after: value)
    case .keyword(.if): return try readCondition(after: value)
    case .keyword(.else): return try readOtherwise(after: value)
    case .keyword(.for): return try readComprehension(after: value)
    case .keyword(.async):
      throw unsupported("'async' is not part of TorchScript", at: token.start)
    case .walrus: throw unsupported("':=' is not part of TorchScript", at: token.start)
    case .comma: return try readComma(after: value)
    case .colon: return try readColon(after: value)
    case .assign: return try readArgumentName(value)
    case .rightParenthesis, .rightBracket, .rightBrace: return try closeBracket(after: value)
    default:
      let complete = try reduce(value, downTo: 0)
      guard frames.isEmpty else { throw unexpected(expectationInFrame) }
      return .complete(complete)
    }
  }

  private mutating func readBinary(
    _ symbol: ScriptBinaryOperator, after value: ScriptExpressionID
  ) throws(Diagnostic) -> Continuation {
    let offset = token.start
    try advance()
    return try pushBinary(symbol, after: value, at: offset)
  }

  private mutating func pushBinary(
    _ symbol: ScriptBinaryOperator, after value: ScriptExpressionID, at offset: Int
  ) throws(Diagnostic) -> Continuation {
    // Powers group from the right, and comparisons not at all.
    let groupsFromLeft = symbol != .power && !symbol.isComparison
    let left = try reduce(value, downTo: symbol.precedence + (groupsFromLeft ? 0 : 1))
    if symbol.isComparison, case .binary(let other) = frames.last?.kind, other.isComparison {
      throw unsupported("chained comparisons are not part of TorchScript", at: offset)
    }
    try append(ScriptFrame(kind: .binary(symbol), offset: self.offset(left), first: left))
    return .operand
  }

  private mutating func readCondition(after value: ScriptExpressionID) throws(Diagnostic)
    -> Continuation
  {
    let value = try reduce(value, downTo: 2)
    switch frames.last?.kind {
    case .comprehension(let kind, hasCondition: false):
      openItems.append(value)
      frames[frames.count - 1].kind = .comprehension(kind, hasCondition: true)
      try advance()
      return .operand
    case .comprehension:
      throw unsupported(
        "a second 'if' in a comprehension is not part of TorchScript", at: token.start)
    case .condition:
      throw malformed("a condition within a condition needs parentheses", at: token.start)
    default:
      return try push(ScriptFrame(kind: .condition, offset: offset(value), first: value))
    }
  }

  private mutating func readOtherwise(after value: ScriptExpressionID) throws(Diagnostic)
    -> Continuation
  {
    let condition = try reduce(value, downTo: 2)
    guard let frame = frames.last, case .condition = frame.kind else {
      throw malformed("'else' without 'if' before it", at: token.start)
    }
    frames[frames.count - 1].kind = .otherwise
    frames[frames.count - 1].second = condition
    try advance()
    return .operand
  }

  // MARK: - Completing operators

  /// Completes the waiting operators that bind at least as tightly as a precedence.
  mutating func reduce(
    _ value: ScriptExpressionID, downTo precedence: Int
  ) throws(Diagnostic) -> ScriptExpressionID {
    var value = value
    while let frame = frames.last, let own = frame.precedence, own >= precedence {
      value = try complete(frame, with: value)
      frames.removeLast()
    }
    return value
  }

  private mutating func complete(
    _ frame: ScriptFrame, with value: ScriptExpressionID
  ) throws(Diagnostic) -> ScriptExpressionID {
    let height = height(value)
    switch (frame.kind, frame.first, frame.second) {
    case (.unary(let symbol), _, _):
      if symbol == .minus, negate(value, at: frame.offset) { return value }
      return try add(.unary(symbol, value), at: frame.offset, above: height)
    case (.binary(let symbol), let left?, _):
      return try add(
        .binary(symbol, left, value), at: frame.offset, above: max(height, self.height(left)))
    case (.otherwise, let then?, let condition?):
      return try add(
        .conditional(condition: condition, then: then, otherwise: value), at: frame.offset,
        above: max(height, self.height(then), self.height(condition)))
    case (.star, _, _): return try add(.starred(value), at: frame.offset, above: height)
    case (.doubleStar, _, _):
      return try add(.doubleStarred(value), at: frame.offset, above: height)
    default: throw unexpected("'else' and another value")
    }
  }

  /// Makes a number negative in place; whether it is a number without a sign.
  private mutating func negate(_ value: ScriptExpressionID, at offset: Int) -> Bool {
    let index = Int(value.rawValue)
    switch tree.expressions[index] {
    case .integer(let number) where number >= 0: tree.expressions[index] = .integer(-number)
    case .wideInteger(let text) where tokenizer.symbols[text] == "9223372036854775808":
      tree.expressions[index] = .integer(.min)
    case .float(let number) where number.sign == .plus: tree.expressions[index] = .float(-number)
    case .imaginary(let number) where number.sign == .plus:
      tree.expressions[index] = .imaginary(-number)
    default: return false
    }
    tree.expressionOffsets[index] = UInt32(offset)
    return true
  }
}
