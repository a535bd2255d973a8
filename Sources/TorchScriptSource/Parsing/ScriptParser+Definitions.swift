import Diagnostics

extension ScriptParser {
  // MARK: - The file

  /// Reads a class, a function, an import or the header of early versions.
  mutating func parseDefinition() throws(Diagnostic) {
    switch token.kind {
    case .keyword(.class): return try parseClass()
    case .keyword(.def): return try parseFunction()
    case .keyword(let keyword) where keyword != .import && keyword != .from && keyword != .pass:
      throw unsupported("'\(keyword.text)' is not part of TorchScript here", at: token.start)
    default: break
    }
    let start = token.start
    if let statement = try parseSimpleStatement() { try keepHeader(statement, at: start) }
    if try !take(.semicolon) { try expect(.newline, "the end of the line") }
  }

  /// Keeps `op_version_set = 1`; nothing else may stand outside of definitions but a string.
  private mutating func keepHeader(
    _ statement: ScriptStatement, at byteOffset: Int
  ) throws(Diagnostic) {
    switch statement {
    case .assign(let target, let value):
      if case .name(let name) = tree.expressions[Int(target.rawValue)],
        tokenizer.symbols[name] == "op_version_set",
        case .integer(let version) = tree.expressions[Int(value.rawValue)]
      {
        definitions.operatorSetVersion = version
        return
      }
    case .evaluate(let value):
      if case .string = tree.expressions[Int(value.rawValue)] { return }
    case .pass: return
    default: break
    }
    throw unsupported(
      "a code file holds classes and functions, found another statement", at: byteOffset)
  }

  // MARK: - Classes

  private mutating func parseClass() throws(Diagnostic) {
    let start = token.start
    try advance()
    openClass = ScriptOpenClass()
    openClass.name = try expectName("the name of a class")
    if try take(.leftParenthesis) {
      while token.kind != .rightParenthesis {
        openClass.bases.append(try parseExpression())
        guard try take(.comma) else { break }
      }
      try expect(.rightParenthesis, "')'")
    }
    try openBlock(.scriptClass, at: start)
  }

  mutating func closeClass(at byteOffset: Int) throws(Diagnostic) {
    guard definitions.classNumbers[openClass.name] == nil else {
      throw malformed(
        "the class '\(tokenizer.symbols[openClass.name])' is defined twice", at: byteOffset)
    }
    definitions.classNumbers[openClass.name] = definitions.classes.count
    definitions.classes.append(
      ScriptClass(
        name: openClass.name, bases: openClass.bases, attributes: openClass.attributes,
        methods: openClass.methods, byteOffset: byteOffset))
  }

  /// Reads a method or a declaration.
  mutating func parseMember() throws(Diagnostic) {
    // PyTorch prints attributes under any name, even `for : Tensor`.
    if case .keyword(let keyword) = token.kind, tokenizer.isBeforeColon {
      try advance()
      try advance()
      let type = try parseExpression()
      let value = try take(.assign) ? try parseExpressionList() : nil
      let name = ScriptSymbol(rawValue: keyword.rawValue)
      openClass.attributes.append(ScriptClassAttribute(name: name, type: type, value: value))
      return try expect(.newline, "the end of the line")
    }
    if token.kind == .keyword(.def) { return try parseFunction() }
    let start = token.start
    if let statement = try parseSimpleStatement() { try keepMember(statement, at: start) }
    if try !take(.semicolon) { try expect(.newline, "the end of the line") }
  }

  private mutating func keepMember(
    _ statement: ScriptStatement, at byteOffset: Int
  ) throws(Diagnostic) {
    switch statement {
    case .pass: return
    case .evaluate(let value):
      if case .string = tree.expressions[Int(value.rawValue)] { return }
    case .declare(let target, let type, let value):
      if case .name(let name) = tree.expressions[Int(target.rawValue)] {
        let isOmitted = tree.expressions[Int(value.rawValue)] == .omitted
        openClass.attributes.append(
          ScriptClassAttribute(name: name, type: type, value: isOmitted ? nil : value))
        return
      }
    case .assign(let target, let value):
      if case .name(let name) = tree.expressions[Int(target.rawValue)] {
        openClass.attributes.append(ScriptClassAttribute(name: name, type: nil, value: value))
        return
      }
      if let name = annotatedName(target) {
        openClass.attributes.append(ScriptClassAttribute(name: name, type: value, value: nil))
        return
      }
    default: break
    }
    throw unsupported(
      "a class holds declarations and methods, found another statement", at: byteOffset)
  }

  /// The string in `__annotations__["0"]`.
  private func annotatedName(_ target: ScriptExpressionID) -> ScriptSymbol? {
    guard case .subscription(let base, let index) = tree.expressions[Int(target.rawValue)],
      case .name(let list) = tree.expressions[Int(base.rawValue)],
      tokenizer.symbols[list] == "__annotations__",
      case .string(let name) = tree.expressions[Int(index.rawValue)]
    else { return nil }
    return name
  }

  // MARK: - Functions

  /// Reads a function up to its block.
  mutating func parseFunction() throws(Diagnostic) {
    let start = token.start
    try advance()
    let name = try expectName("the name of a function", orKeyword: true)
    try expect(.leftParenthesis, "'('")
    var parameters: [ScriptParameter] = []
    while token.kind != .rightParenthesis {
      parameters.append(try parseParameter())
      guard try take(.comma) else { break }
    }
    try expect(.rightParenthesis, "',' or ')'")
    let returnType = try take(.arrow) ? try parseExpression() : nil
    let first = UInt32(tree.parameters.count)
    tree.parameters.append(contentsOf: parameters)
    let header = ScriptFunctionHeader(
      name: name,
      parameters: ScriptParameters(start: first, end: UInt32(tree.parameters.count)),
      returnType: returnType)
    try openBlock(.function(header), at: start)
  }

  private mutating func parseParameter() throws(Diagnostic) -> ScriptParameter {
    var kind = ScriptParameter.Kind.plain
    if try take(.star) {
      kind = .positionalRest
    } else if try take(.doubleStar) {
      kind = .namedRest
    }
    let name = try expectName("the name of a parameter", orKeyword: true)
    let type = try take(.colon) ? try parseExpression() : nil
    let defaultValue = try take(.assign) ? try parseExpression() : nil
    return ScriptParameter(name: name, kind: kind, type: type, defaultValue: defaultValue)
  }

  /// Keeps a function where its block stands: in the file, in its class or in another function.
  mutating func closeFunction(
    _ header: ScriptFunctionHeader, _ body: ScriptBlock, at byteOffset: Int
  ) throws(Diagnostic) {
    let id = ScriptFunctionID(rawValue: UInt32(tree.functions.count))
    tree.functions.append(
      ScriptFunction(
        name: header.name, parameters: header.parameters, returnType: header.returnType,
        body: body, byteOffset: byteOffset))
    switch blocks.last?.owner {
    case .file:
      guard definitions.functionNumbers.updateValue(id, forKey: header.name) == nil else {
        throw definedTwice(header.name, at: byteOffset)
      }
      definitions.functions.append(id)
    case .scriptClass:
      guard openClass.methodNames.insert(header.name).inserted else {
        throw definedTwice(header.name, at: byteOffset)
      }
      openClass.methods.append(id)
    default: append(.define(id), at: byteOffset)
    }
  }

  private func definedTwice(_ name: ScriptSymbol, at byteOffset: Int) -> Diagnostic {
    malformed("the function '\(tokenizer.symbols[name])' is defined twice", at: byteOffset)
  }
}
