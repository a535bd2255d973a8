import Diagnostics

/// Parses a code file into a syntax tree, with stacks of its own instead of recursion.
///
/// Neither brackets nor blocks can exhaust the thread's stack; both are counted against a limit for
/// the sake of whoever walks the tree.
struct ScriptParser {
  let source: ScriptSourceText
  let limits: ScriptLimits
  var tokenizer: ScriptTokenizer
  var token = ScriptToken(kind: .newline, start: 0, end: 0)
  var tree = ScriptTree()
  var definitions = ScriptDefinitions()

  /// The height of each expression above its leaves.
  var heights: [UInt32] = []
  /// The operators and brackets that wait for an operand, the innermost last.
  var frames: [ScriptFrame] = []
  /// The items of open brackets.
  var openItems: [ScriptExpressionID] = []
  /// The arguments of open calls.
  var openArguments: [ScriptArgument] = []
  /// The blocks that are open, the innermost last.
  var blocks: [ScriptOpenBlock] = []
  /// The statements of open blocks, and where they begin.
  var openStatements: [(statement: ScriptStatement, offset: UInt32)] = []
  /// The declarations and methods of the open class.
  var openClass = ScriptOpenClass()

  init(_ source: ScriptSourceText, limits: ScriptLimits) {
    self.source = source
    self.limits = limits
    tokenizer = ScriptTokenizer(source, depthLimit: limits.depth)
    // PyTorch's own text has about one expression in eight bytes.
    let likelyCount = min(source.bytes.count / 8, limits.expressionCount)
    tree.expressions.reserveCapacity(likelyCount)
    tree.expressionOffsets.reserveCapacity(likelyCount)
    heights.reserveCapacity(likelyCount)
  }

  // MARK: - Tokens

  mutating func advance() throws(Diagnostic) { token = try tokenizer.next() }

  /// Steps over a token if it is of a kind.
  mutating func take(_ kind: ScriptToken.Kind) throws(Diagnostic) -> Bool {
    guard token.kind == kind else { return false }
    try advance()
    return true
  }

  mutating func expect(
    _ kind: ScriptToken.Kind, _ expected: String
  ) throws(Diagnostic) {
    guard try take(kind) else { throw unexpected(expected) }
  }

  /// A name where one has to be; keywords are names where nothing else can stand.
  mutating func expectName(_ purpose: String, orKeyword: Bool = false) throws(Diagnostic)
    -> ScriptSymbol
  {
    switch token.kind {
    case .name(let symbol):
      try advance()
      return symbol
    case .keyword(let keyword) where orKeyword:
      try advance()
      return ScriptSymbol(rawValue: keyword.rawValue)
    default: throw unexpected(purpose)
    }
  }

  // MARK: - Diagnostics

  func malformed(_ message: String, at byteOffset: Int) -> Diagnostic {
    Diagnostic(.torchScriptSyntax, message, at: source.location(byteOffset))
  }

  func unsupported(_ message: String, at byteOffset: Int) -> Diagnostic {
    Diagnostic(.torchScriptUnsupportedSyntax, message, at: source.location(byteOffset))
  }

  func unexpected(_ expected: String) -> Diagnostic {
    malformed("\(expected) is expected, found \(tokenText)", at: token.start)
  }

  /// The current token, for messages.
  private var tokenText: String {
    switch token.kind {
    case .newline: return "the end of the line"
    case .indent: return "a deeper indentation"
    case .endOfFile: return "the end of the text"
    case .dedent:
      return token.start == source.bytes.count ? "the end of the text" : "the end of a block"
    default:
      let end = min(token.end, token.start + 40)
      let text = String(decoding: source.bytes[token.start..<end], as: UTF8.self)
      return end < token.end ? "'\(text)…'" : "'\(text)'"
    }
  }

  // MARK: - Expressions of the tree

  /// Adds an expression that is as high as its highest part and one.
  mutating func add(
    _ expression: ScriptExpression, at byteOffset: Int, above height: Int = 0
  ) throws(Diagnostic) -> ScriptExpressionID {
    guard height < limits.depth else {
      throw Diagnostic(
        .torchScriptOverLimit, "an expression is nested more than \(limits.depth) deep",
        at: source.location(byteOffset))
    }
    guard tree.expressions.count < limits.expressionCount else {
      throw Diagnostic(
        .torchScriptOverLimit,
        "the code has more expressions than the limit of \(limits.expressionCount)",
        at: source.location(byteOffset))
    }
    tree.expressions.append(expression)
    tree.expressionOffsets.append(UInt32(byteOffset))
    heights.append(UInt32(height + 1))
    return ScriptExpressionID(rawValue: UInt32(tree.expressions.count - 1))
  }

  mutating func addOmitted() throws(Diagnostic) -> ScriptExpressionID {
    try add(.omitted, at: token.start)
  }

  func height(_ id: ScriptExpressionID) -> Int { Int(heights[Int(id.rawValue)]) }

  func offset(_ id: ScriptExpressionID) -> Int {
    Int(tree.expressionOffsets[Int(id.rawValue)])
  }

  /// Moves the items of a bracket into the tree; their height is that of the highest.
  mutating func closeItems(from mark: Int) -> (items: ScriptItems, height: Int) {
    let start = UInt32(tree.items.count)
    var height = 0
    for item in openItems[mark...] { height = max(height, self.height(item)) }
    tree.items.append(contentsOf: openItems[mark...])
    openItems.removeSubrange(mark...)
    return (ScriptItems(start: start, end: UInt32(tree.items.count)), height)
  }

  /// Moves the arguments of a call into the tree; their height is that of the highest.
  mutating func closeArguments(from mark: Int) -> (arguments: ScriptArguments, height: Int) {
    let start = UInt32(tree.arguments.count)
    var height = 0
    for argument in openArguments[mark...] { height = max(height, self.height(argument.value)) }
    tree.arguments.append(contentsOf: openArguments[mark...])
    openArguments.removeSubrange(mark...)
    return (ScriptArguments(start: start, end: UInt32(tree.arguments.count)), height)
  }
}
