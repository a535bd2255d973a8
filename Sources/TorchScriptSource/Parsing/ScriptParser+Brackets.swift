import Diagnostics

extension ScriptParser {
  mutating func openBracket(
    _ kind: ScriptFrame.Kind, first: ScriptExpressionID?
  ) throws(Diagnostic) -> Continuation {
    var frame = ScriptFrame(
      kind: kind, offset: first.map { offset($0) } ?? token.start, first: first)
    if case .call = kind { frame.mark = openArguments.count } else { frame.mark = openItems.count }
    return try push(frame)
  }

  /// What may stand in the innermost bracket, for messages.
  var expectationInFrame: String {
    switch frames.last?.kind {
    case .parenthesis, .call: "',' or ')'"
    case .list: "',' or ']'"
    case .subscription: "',', ':' or ']'"
    case .brace: "':', ',' or '}'"
    case .dictionary, .set: "',' or '}'"
    case .comprehension: "the end of the comprehension"
    default: "an operator"
    }
  }

  // MARK: - Between items

  mutating func readComma(after value: ScriptExpressionID) throws(Diagnostic) -> Continuation {
    let value = try reduce(value, downTo: 0)
    guard !frames.isEmpty else { return .complete(value) }
    if case .comprehension = frames.last?.kind { throw unexpected(expectationInFrame) }
    try endItem(value)
    frames[frames.count - 1].hasComma = true
    try advance()
    return .operand
  }

  /// Adds a complete item to the innermost bracket.
  private mutating func endItem(_ value: ScriptExpressionID) throws(Diagnostic) {
    let top = frames.count - 1
    let frame = frames[top]
    switch frame.kind {
    case .call:
      openArguments.append(ScriptArgument(name: frame.argumentName, value: value))
      frames[top].argumentName = nil
    case .subscription:
      openItems.append(try completeSlice(frame, value))
      frames[top].colonCount = 0
    case .brace:
      frames[top].kind = .set
      openItems.append(value)
    case .dictionary:
      guard !(openItems.count - frame.mark).isMultiple(of: 2) else {
        throw unexpected("':' behind a key")
      }
      openItems.append(value)
    default: openItems.append(value)
    }
  }

  /// An index of a subscript, which is a slice if there were colons.
  private mutating func completeSlice(
    _ frame: ScriptFrame, _ value: ScriptExpressionID
  ) throws(Diagnostic) -> ScriptExpressionID {
    guard frame.colonCount > 0, let lower = frame.second else { return value }
    let upper = frame.colonCount > 1 ? frame.third ?? value : value
    let step = frame.colonCount > 1 ? value : try addOmitted()
    return try add(
      .slice(lower, upper, step), at: offset(lower),
      above: max(height(lower), height(upper), height(step)))
  }

  mutating func readColon(after value: ScriptExpressionID) throws(Diagnostic) -> Continuation {
    let value = try reduce(value, downTo: 0)
    guard let frame = frames.last else { return .complete(value) }
    let top = frames.count - 1
    switch frame.kind {
    case .subscription where frame.colonCount < 2:
      if frame.colonCount == 0 { frames[top].second = value } else { frames[top].third = value }
      frames[top].colonCount += 1
      try advance()
      switch token.kind {
      case .comma, .rightBracket: return .value(try addOmitted())
      default: return .operand
      }
    case .brace, .dictionary:
      guard (openItems.count - frame.mark).isMultiple(of: 2) else {
        throw unexpected(expectationInFrame)
      }
      frames[top].kind = .dictionary
      openItems.append(value)
      try advance()
      return .operand
    default: throw unexpected(expectationInFrame)
    }
  }

  /// Takes a name before `=` for the name of an argument.
  mutating func readArgumentName(_ value: ScriptExpressionID) throws(Diagnostic) -> Continuation {
    let index = Int(value.rawValue)
    if case .call = frames.last?.kind, case .name(let name) = tree.expressions[index],
      frames[frames.count - 1].argumentName == nil
    {
      frames[frames.count - 1].argumentName = name
      if index == tree.expressions.count - 1 {
        tree.expressions.removeLast()
        tree.expressionOffsets.removeLast()
        heights.removeLast()
      }
      try advance()
      return .operand
    }
    let complete = try reduce(value, downTo: 0)
    guard frames.isEmpty else { throw unexpected(expectationInFrame) }
    return .complete(complete)
  }

  // MARK: - Closing

  private func closes(_ kind: ScriptFrame.Kind) -> Bool {
    switch (kind, token.kind) {
    case (.parenthesis, .rightParenthesis), (.call, .rightParenthesis), (.list, .rightBracket),
      (.subscription, .rightBracket), (.brace, .rightBrace), (.dictionary, .rightBrace),
      (.set, .rightBrace), (.comprehension(.list, _), .rightBracket),
      (.comprehension(.generator, _), .rightParenthesis),
      (.comprehension(.set, _), .rightBrace), (.comprehension(.dictionary, _), .rightBrace):
      true
    default: false
    }
  }

  /// Closes a bracket that is empty or whose last item is followed by a comma.
  mutating func closeEmptyOrAfterComma() throws(Diagnostic) -> Continuation? {
    guard let frame = frames.last, closes(frame.kind) else { return nil }
    switch frame.kind {
    case .call where frame.argumentName == nil: break
    case .parenthesis, .list, .brace, .set: break
    // `Tuple[]` is how early versions write the type of an empty tuple.
    case .subscription where frame.colonCount == 0: break
    case .dictionary where (openItems.count - frame.mark).isMultiple(of: 2): break
    default: return nil
    }
    if case .brace = frame.kind { frames[frames.count - 1].kind = .dictionary }
    if !frame.hasComma { frames[frames.count - 1].hasComma = true }
    return try finishBracket()
  }

  mutating func closeBracket(after value: ScriptExpressionID) throws(Diagnostic) -> Continuation {
    let value = try reduce(value, downTo: 0)
    guard let frame = frames.last else { return .complete(value) }
    guard closes(frame.kind) else { throw unexpected(expectationInFrame) }
    if case .comprehension(let kind, _) = frame.kind {
      return try finishComprehension(kind, frame, last: value)
    }
    if case .parenthesis = frame.kind, !frame.hasComma {
      frames.removeLast()
      try advance()
      return .value(value)
    }
    try endItem(value)
    return try finishBracket()
  }

  /// Makes the expression of the innermost bracket, all of whose items are known.
  private mutating func finishBracket() throws(Diagnostic) -> Continuation {
    let frame = frames.removeLast()
    let expression: ScriptExpression
    let highest: Int
    switch (frame.kind, frame.first) {
    case (.call, let callee?):
      let (arguments, height) = closeArguments(from: frame.mark)
      expression = .call(callee, arguments)
      highest = max(height, self.height(callee))
    case (.subscription, let base?):
      let index: ScriptExpressionID
      if !frame.hasComma, openItems.count == frame.mark + 1 {
        index = openItems.removeLast()
      } else {
        let (items, height) = closeItems(from: frame.mark)
        index = try add(.tuple(items), at: token.start, above: height)
      }
      expression = .subscription(base, index)
      highest = max(height(index), height(base))
    default:
      let (items, height) = closeItems(from: frame.mark)
      highest = height
      expression =
        switch frame.kind {
        case .list: .list(items)
        case .dictionary: .dictionary(items)
        case .set: .set(items)
        default: .tuple(items)
        }
    }
    let id = try add(expression, at: frame.offset, above: highest)
    try advance()
    return .value(id)
  }

  // MARK: - Comprehensions

  /// Reads `for target in` behind the first and only item of a bracket.
  mutating func readComprehension(after value: ScriptExpressionID) throws(Diagnostic)
    -> Continuation
  {
    let value = try reduce(value, downTo: 0)
    guard let frame = frames.last else { return .complete(value) }
    let top = frames.count - 1
    let openCount = openItems.count - frame.mark
    switch frame.kind {
    case .list where openCount == 0: frames[top].kind = .comprehension(.list, hasCondition: false)
    case .brace: frames[top].kind = .comprehension(.set, hasCondition: false)
    case .dictionary where openCount == 1:
      frames[top].kind = .comprehension(.dictionary, hasCondition: false)
    case .parenthesis where !frame.hasComma:
      frames[top].kind = .comprehension(.generator, hasCondition: false)
    case .call where frame.argumentName == nil && openArguments.count == frame.mark:
      try append(
        ScriptFrame(
          kind: .comprehension(.generator, hasCondition: false), offset: offset(value),
          mark: openItems.count, sharesBrackets: true))
    case .comprehension:
      throw unsupported(
        "a second 'for' in a comprehension is not part of TorchScript", at: token.start)
    default: throw unexpected(expectationInFrame)
    }
    openItems.append(value)
    try advance()
    openItems.append(try readComprehensionTarget())
    guard token.kind == .keyword(.in) else { throw unexpected("'in'") }
    try advance()
    return .operand
  }

  /// Reads a name, or names with commas between them.
  private mutating func readComprehensionTarget() throws(Diagnostic) -> ScriptExpressionID {
    let start = token.start
    let isParenthesised = try take(.leftParenthesis)
    let mark = openItems.count
    var isTuple = false
    while case .name(let symbol) = token.kind {
      openItems.append(try add(.name(symbol), at: token.start))
      try advance()
      guard try take(.comma) else { break }
      isTuple = true
    }
    guard openItems.count > mark else { throw unexpected("the name of a variable") }
    if isParenthesised { try expect(.rightParenthesis, "')'") }
    if !isTuple { return openItems.removeLast() }
    let (items, height) = closeItems(from: mark)
    return try add(.tuple(items), at: start, above: height)
  }

  private mutating func finishComprehension(
    _ kind: ScriptComprehension.Kind, _ frame: ScriptFrame, last: ScriptExpressionID
  ) throws(Diagnostic) -> Continuation {
    openItems.append(last)
    if case .comprehension(_, hasCondition: false) = frame.kind {
      openItems.append(try addOmitted())
    }
    let (parts, height) = closeItems(from: frame.mark)
    frames.removeLast()
    let id = try add(
      .comprehension(ScriptComprehension(kind: kind, parts: parts)), at: frame.offset,
      above: height)
    // As the only argument of a call it shares the call's parentheses.
    if frame.sharesBrackets { return .value(id) }
    try advance()
    return .value(id)
  }
}
