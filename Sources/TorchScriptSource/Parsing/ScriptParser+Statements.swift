import Diagnostics

extension ScriptParser {
  /// Reads what opens a block; whether there is such a statement.
  mutating func parseCompoundStatement() throws(Diagnostic) -> Bool {
    guard case .keyword(let keyword) = token.kind else { return false }
    let start = token.start
    switch keyword {
    case .if:
      try advance()
      let condition = try parseExpression()
      try openBlock(.if(condition), at: start)
    case .for:
      try advance()
      let target = try parseExpressionList(isTarget: true)
      try checkTarget(target)
      try expect(.keyword(.in), "'in'")
      let iterable = try parseExpressionList()
      try openBlock(.for(target: target, iterable: iterable), at: start)
    case .while:
      try advance()
      let condition = try parseExpression()
      try openBlock(.while(condition), at: start)
    case .with:
      try advance()
      let context = try parseExpression()
      let target: ScriptExpressionID
      if try take(.keyword(.as)) {
        target = try parseExpression()
        try checkTarget(target)
      } else {
        target = try addOmitted()
      }
      try openBlock(.with(context, target: target), at: start)
    case .def: try parseFunction()
    case .else, .elif: throw malformed("'\(keyword.text)' without 'if' before it", at: start)
    case .class, .try, .except, .finally, .async:
      throw unsupported("'\(keyword.text)' is not part of TorchScript here", at: start)
    default: return false
    }
    return true
  }

  /// Reads a statement that fits in a line; nothing for an import, which means nothing here.
  mutating func parseSimpleStatement() throws(Diagnostic) -> ScriptStatement? {
    guard case .keyword(let keyword) = token.kind else {
      if token.kind == .at {
        throw unsupported("decorators are not part of TorchScript", at: token.start)
      }
      return try parseExpressionStatement()
    }
    switch keyword {
    case .pass, .break, .continue:
      try advance()
      return keyword == .pass ? .pass : keyword == .break ? .break : .continue
    case .return:
      try advance()
      if endsStatement { return .return(try add(.none, at: token.start)) }
      return .return(try parseExpressionList())
    case .raise:
      try advance()
      return .raise(endsStatement ? try addOmitted() : try parseExpression())
    case .assert:
      try advance()
      let condition = try parseExpression()
      let message = try take(.comma) ? try parseExpression() : try addOmitted()
      return .assert(condition, message: message)
    case .del: return try parseDeletion()
    case .import, .from:
      while !endsStatement, token.kind != .dedent { try advance() }
      return nil
    case .global, .nonlocal:
      throw unsupported("'\(keyword.text)' is not part of TorchScript", at: token.start)
    case .if, .for, .while, .with, .def:
      throw malformed("'\(keyword.text)' has to begin a line", at: token.start)
    default: return try parseExpressionStatement()
    }
  }

  private var endsStatement: Bool {
    switch token.kind {
    case .newline, .semicolon, .endOfFile: true
    default: false
    }
  }

  private mutating func parseDeletion() throws(Diagnostic) -> ScriptStatement {
    try advance()
    let mark = openItems.count
    repeat {
      let target = try parseExpression()
      try checkTarget(target)
      openItems.append(target)
    } while try take(.comma) && !endsStatement
    return .delete(closeItems(from: mark).items)
  }

  /// Reads an expression, an assignment or a declaration.
  private mutating func parseExpressionStatement() throws(Diagnostic) -> ScriptStatement {
    let target = try parseExpressionList()
    switch token.kind {
    case .assign:
      try checkTarget(target)
      try advance()
      let value = try parseExpressionList()
      if token.kind == .assign {
        throw unsupported(
          "an assignment to several targets is not part of TorchScript", at: token.start)
      }
      return .assign(target: target, value: value)
    case .colon:
      try checkTarget(target)
      try advance()
      let type = try parseExpression()
      let value = try take(.assign) ? try parseExpressionList() : try addOmitted()
      return .declare(target: target, type: type, value: value)
    case .augmented(let symbol):
      try checkTarget(target)
      try advance()
      return .update(target: target, symbol, value: try parseExpressionList())
    default: return .evaluate(target)
    }
  }

  /// Refuses what cannot be assigned to.
  private func checkTarget(_ target: ScriptExpressionID) throws(Diagnostic) {
    var pending = [target]
    while let id = pending.popLast() {
      switch tree.expressions[Int(id.rawValue)] {
      case .name, .attribute, .subscription: break
      case .starred(let inner): pending.append(inner)
      case .tuple(let items), .list(let items):
        pending.append(contentsOf: tree.items[Int(items.start)..<Int(items.end)])
      default: throw malformed("this cannot be assigned to", at: offset(id))
      }
    }
  }
}
