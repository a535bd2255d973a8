import Diagnostics

extension ScriptParser {
  /// Reads the whole text.
  mutating func parseFile() throws(Diagnostic) {
    blocks = [ScriptOpenBlock(owner: .file, offset: 0, mark: 0)]
    try advance()
    while let block = blocks.last {
      if block.isInline {
        try parseSimpleStatements()
        try closeBlock()
        continue
      }
      switch token.kind {
      case .endOfFile: return
      case .newline: try advance()
      case .indent: throw malformed("a line is indented deeper than its block", at: token.start)
      case .dedent:
        try advance()
        try closeBlock()
      default: try parseStatement(in: block)
      }
    }
  }

  private mutating func parseStatement(in block: ScriptOpenBlock) throws(Diagnostic) {
    if case .file = block.owner { return try parseDefinition() }
    if case .scriptClass = block.owner { return try parseMember() }
    if try parseCompoundStatement() { return }
    try parseSimpleStatements()
  }

  /// Reads simple statements up to the end of their line.
  private mutating func parseSimpleStatements() throws(Diagnostic) {
    while true {
      let start = token.start
      if let statement = try parseSimpleStatement() { append(statement, at: start) }
      let isFollowed = try take(.semicolon)
      if try take(.newline) { return }
      guard isFollowed else { throw unexpected("the end of the statement") }
    }
  }

  mutating func append(_ statement: ScriptStatement, at byteOffset: Int) {
    openStatements.append((statement, UInt32(byteOffset)))
  }

  // MARK: - Opening and closing

  /// Opens a block at its colon, which is the current token.
  mutating func openBlock(_ owner: ScriptOpenBlock.Owner, at byteOffset: Int) throws(Diagnostic) {
    try expect(.colon, "':'")
    try push(owner, at: byteOffset)
    if try take(.newline) {
      if try take(.indent) { return }
      // A class without members is printed without a body.
      if case .scriptClass = owner { return try closeBlock() }
      throw unexpected("an indented block")
    }
    if case .scriptClass = owner { throw unexpected("the end of the line") }
    blocks[blocks.count - 1].isInline = true
  }

  private mutating func push(_ owner: ScriptOpenBlock.Owner, at byteOffset: Int) throws(Diagnostic)
  {
    guard blocks.count <= limits.depth else {
      throw Diagnostic(
        .torchScriptOverLimit, "blocks are nested more than \(limits.depth) deep",
        at: source.location(byteOffset))
    }
    blocks.append(ScriptOpenBlock(owner: owner, offset: byteOffset, mark: openStatements.count))
  }

  /// Makes the statement of the innermost block, and of those that end with it.
  private mutating func closeBlock() throws(Diagnostic) {
    while blocks.count > 1, let block = blocks.popLast() {
      let body = closeStatements(from: block.mark)
      switch block.owner {
      case .file: return
      case .scriptClass: return try closeClass(at: block.offset)
      case .function(let header): try closeFunction(header, body, at: block.offset)
      case .if(let condition):
        if try openElse(condition, then: body, at: block.offset) { return }
        let otherwise = closeStatements(from: openStatements.count)
        append(.if(condition, then: body, otherwise: otherwise), at: block.offset)
      case .else(let condition, let then, _):
        append(.if(condition, then: then, otherwise: body), at: block.offset)
      case .for(let target, let iterable):
        append(.for(target: target, iterable: iterable, body: body), at: block.offset)
      case .while(let condition): append(.while(condition, body: body), at: block.offset)
      case .with(let context, let target):
        append(.with(context, target: target, body: body), at: block.offset)
      }
      // What an `elif` stands for ends with it.
      guard case .else(_, _, isElif: true) = blocks.last?.owner else { return }
    }
  }

  /// Opens the second block of an `if`; whether there is one.
  private mutating func openElse(
    _ condition: ScriptExpressionID, then: ScriptBlock, at byteOffset: Int
  ) throws(Diagnostic) -> Bool {
    let start = token.start
    if try take(.keyword(.else)) {
      try openBlock(.else(condition, then: then, isElif: false), at: byteOffset)
      return true
    }
    if try take(.keyword(.elif)) {
      try push(.else(condition, then: then, isElif: true), at: byteOffset)
      let next = try parseExpression()
      try openBlock(.if(next), at: start)
      return true
    }
    return false
  }

  /// Moves the statements of a block into the tree.
  private mutating func closeStatements(from mark: Int) -> ScriptBlock {
    let start = UInt32(tree.statements.count)
    for (statement, offset) in openStatements[mark...] {
      tree.statements.append(statement)
      tree.statementOffsets.append(offset)
    }
    openStatements.removeSubrange(mark...)
    return ScriptBlock(start: start, end: UInt32(tree.statements.count))
  }
}
