import Diagnostics

/// Walks lowered code once, from the first statement to the return, and builds its expression.
struct ClosureInterpreter {
  let closure: JuliaClosure
  let code: LoweredCode
  let capturedNames: [String]
  let argumentCount: Int

  var bindings: [ClosureExpression] = []
  private var results: [Int: ClosureOperand] = [:]
  private var slots: [Int: ClosureOperand] = [:]
  private var useCounts: [Int: Int] = [:]
  private var slotUseCounts: [Int: Int] = [:]

  init(
    closure: JuliaClosure, code: LoweredCode, capturedNames: [String], argumentCount: Int
  ) {
    self.closure = closure
    self.code = code
    self.capturedNames = capturedNames
    self.argumentCount = argumentCount
    for statement in code.statements { countUses(in: statement) }
  }

  /// The function's body.
  mutating func body() throws(Diagnostic) -> ClosureBody {
    var index = 0
    var stepCount = 0
    while index < code.statements.count {
      stepCount += 1
      guard stepCount <= 2 * code.statements.count else { throw failure("it loops") }
      switch code.statements[index] {
      case .note: break
      case .returning(let value):
        let result = try expression(try evaluate(value))
        return ClosureBody(
          code: code, argumentCount: argumentCount, bindings: bindings, result: result)
      case .jump(let target):
        index = target - 1
        guard index >= 0 else { throw failure("it jumps to nowhere") }
        continue
      case .jumpUnless(let condition, let target):
        guard case .boolean(let holds)? = try expression(try evaluate(condition)).constant else {
          throw failure("it branches on what its arguments are")
        }
        if !holds {
          index = target - 1
          guard index >= 0 else { throw failure("it jumps to nowhere") }
          continue
        }
      case .expression(head: "=", let parts) where parts.count == 2:
        guard case .slot(let slot) = parts[0] else { throw failure("it assigns to a global") }
        let operand = try kept(try evaluate(parts[1]), useCount: slotUseCounts[slot] ?? 0)
        slots[slot] = operand
        results[index + 1] = operand
      case .expression(head: "const", _), .expression(head: "global", _): break
      case let statement:
        results[index + 1] = try kept(
          try evaluate(statement), useCount: useCounts[index + 1] ?? 0)
      }
      index += 1
    }
    throw failure("it does not return")
  }

  /// The operand of a node.
  mutating func evaluate(_ node: LoweredNode) throws(Diagnostic) -> ClosureOperand {
    switch node {
    case .result(let number):
      guard let operand = results[number] else { throw failure("%\(number) is not set") }
      return operand
    case .slot(let number): return try slot(number)
    case .global(let function): return .expression(.global(function))
    case .value(let value): return .expression(.literal(value))
    case .expression(head: "call", let parts):
      guard let callee = parts.first else { throw failure("it calls nothing") }
      let operand = try evaluate(callee)
      var arguments: [ClosureOperand] = []
      for part in parts.dropFirst() { arguments.append(try evaluate(part)) }
      return try call(operand, arguments)
    case .expression(let head, _): throw failure("it has an expression '\(head)'")
    case .jump, .jumpUnless, .returning, .note: throw failure("it jumps inside an expression")
    }
  }

  private func slot(_ number: Int) throws(Diagnostic) -> ClosureOperand {
    if let operand = slots[number] { return operand }
    if number == 1 { return .itself }
    guard number >= 2, number <= code.argumentCount else {
      throw failure("a local variable is read before it is set")
    }
    if code.isVariadic, number == code.argumentCount {
      let first = number - 2
      return .expression(
        .tuple((first..<max(first, argumentCount)).map(ClosureExpression.argument)))
    }
    return .expression(.argument(number - 2))
  }

  /// What stays of a statement's operand: a binding if several places use it.
  private mutating func kept(
    _ operand: ClosureOperand, useCount: Int
  ) throws(Diagnostic) -> ClosureOperand {
    switch operand {
    case .expression(let expression):
      if useCount == 0 { try requireHarmless(expression) }
      // Deep nesting would take whoever walks the expression as much stack.
      let isShared = useCount > 1 || expression.isNested(32)
      return isShared ? .expression(bound(expression)) : operand
    case .keywords(let keywords):
      guard useCount > 1 else { return operand }
      return .keywords(keywords.map { ($0.0, bound($0.1)) })
    case .destructured(let expression, let position):
      return .destructured(bound(expression), at: position)
    case .valueType(let expression): return .valueType(bound(expression))
    case .itself, .keywordNames, .keywordSorter: return operand
    }
  }

  mutating func bound(_ expression: ClosureExpression) -> ClosureExpression {
    guard expression.isWorthBinding else { return expression }
    bindings.append(expression)
    return .binding(bindings.count - 1)
  }

  /// Refuses a call whose result nobody uses, unless it can only print or ask.
  private func requireHarmless(_ expression: ClosureExpression) throws(Diagnostic) {
    let name: String
    switch expression {
    case .call(let function, _, _): name = function.name
    case .invoke(let callee, _, _): name = "\(callee)"
    default: return
    }
    let harmless: Set<String> = [
      "println", "print", "display", "show", "string", "repr", "size", "ndims", "length", "eltype",
      "typeof", "getproperty", "getfield", "indexed_iterate", "lastindex", "sizeof", "summary",
      "inferencebarrier", "Val", "Colon",
    ]
    guard harmless.contains(name) else {
      throw failure("the result of '\(name)' is not used, so it may change something")
    }
  }

  /// The expression that an operand is.
  func expression(_ operand: ClosureOperand) throws(Diagnostic) -> ClosureExpression {
    switch operand {
    case .expression(.global(let function)) where function.name == ":": return .colon
    case .expression(.literal(.structure(let structure))) where structure.type.name == "Colon":
      return .colon
    case .expression(let expression), .valueType(let expression): return expression
    case .itself: throw failure("it uses itself as a value")
    case .keywordNames, .keywords: throw failure("it uses a named tuple as a value")
    case .keywordSorter: throw failure("it uses a keyword sorter as a value")
    case .destructured: throw failure("it iterates")
    }
  }

  func expressions(_ operands: some Sequence<ClosureOperand>) throws(Diagnostic)
    -> [ClosureExpression]
  {
    var result: [ClosureExpression] = []
    for operand in operands { result.append(try expression(operand)) }
    return result
  }

  func failure(_ reason: String) -> Diagnostic {
    Diagnostic(
      .fluxUnreadableClosure,
      "the anonymous function \(code.name) at \(code.place) cannot be read: \(reason); "
        + "its code: \(code)",
      at: closure.captured.location)
  }

  private mutating func countUses(in node: LoweredNode) {
    switch node {
    case .result(let number): useCounts[number, default: 0] += 1
    case .slot(let number): slotUseCounts[number, default: 0] += 1
    case .expression(head: "=", let parts) where parts.count == 2: countUses(in: parts[1])
    case .expression(_, let parts):
      for part in parts { countUses(in: part) }
    case .jumpUnless(let condition, _): countUses(in: condition)
    case .returning(let value): countUses(in: value)
    case .global, .value, .jump, .note: break
    }
  }
}
