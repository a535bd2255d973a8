import BSON
import Diagnostics
import ModelIR

/// Reads the lowered code out of the description of an anonymous function's type.
///
/// Every release of Julia lays the description out a little differently; what is looked for is found
/// by its kind, so that one reader serves all.
struct LoweredCodeReader {
  private let closure: JuliaClosure
  private var nodeCount = 0

  /// The most nodes that a function may have.
  private static let nodeLimit = 20_000
  /// The most statements that a function may have.
  private static let statementLimit = 2000
  /// How deep expressions may be nested; lowered code is nearly flat.
  private static let depthLimit = 16

  init(_ closure: JuliaClosure) {
    self.closure = closure
  }

  /// The names of what a closure captured, in the order of its fields.
  ///
  /// - Throws: ``DiagnosticCode/fluxUnreadableClosure`` if the description is not laid out as any
  ///   Julia release does it.
  func capturedNames() throws(Diagnostic) -> [String] {
    let fields = try description()
    guard fields.count > 2, let names = try fields.value(at: 2).items else { return [] }
    return try names.values().compactMap(\.name)
  }

  /// The methods of a closure.
  ///
  /// - Throws: ``DiagnosticCode/fluxUnreadableClosure`` if there is no code in a known layout.
  mutating func methods() throws(Diagnostic) -> [LoweredCode] {
    let fields = try description()
    guard fields.count > 0, let table = try fields.value(at: fields.count - 1).items,
      table.count > 1, let methods = try table.value(at: 1).items
    else { throw failure("its type carries no methods") }
    var result: [LoweredCode] = []
    for index in 0..<min(methods.count, 16) {
      guard let method = try methods.value(at: index).structure else { continue }
      result.append(try code(of: method))
    }
    guard !result.isEmpty else { throw failure("its type carries no methods") }
    return result
  }

  private func description() throws(Diagnostic) -> JuliaList {
    guard let typeName = closure.type.typeName,
      case .structure(let description) = try closure.captured.document.value(of: typeName)
    else { throw failure("its type has no description") }
    return description.fields
  }

  private mutating func code(of method: JuliaStructure) throws(Diagnostic) -> LoweredCode {
    // module, name, file, line, signature, slot names, (ambiguities,) count of arguments,
    // is variadic, (…,) code
    let fields = try method.fields.values()
    guard fields.count > 8 else { throw failure("its method has \(fields.count) fields") }
    guard
      let count = fields[5...].firstIndex(where: { if case .integer = $0 { true } else { false } }),
      let argumentCount = fields[count].int, (1...256).contains(argumentCount),
      count + 1 < fields.count,
      let info = fields.last(where: { $0.structure?.type.name == "CodeInfo" })?.structure
    else { throw failure("its method has no lowered code") }
    guard case .list(let statements) = try info.fields.value(at: 0) else {
      throw failure("its code is compressed")
    }
    guard statements.count <= Self.statementLimit else {
      throw failure("its code has \(statements.count) statements")
    }
    var nodes: [LoweredNode] = []
    for statement in try statements.values() { nodes.append(try node(statement, depth: 0)) }
    return LoweredCode(
      name: closure.name, file: fields[2].name ?? "", line: fields[3].int ?? 0,
      slotNames: try slotNames(fields[5], info), argumentCount: argumentCount,
      isVariadic: fields[count + 1].bool ?? false, statements: nodes)
  }

  /// The names of the local variables: in the code, or before that in one text with zeros between.
  private func slotNames(
    _ syntax: JuliaValue, _ info: JuliaStructure
  ) throws(Diagnostic) -> [String] {
    for field in try info.fields.values().dropFirst() {
      guard case .list(let list) = field, list.count > 0,
        case .symbol(let first) = try list.value(at: 0), first == "#self#"
      else { continue }
      return try list.values().map { $0.name ?? "" }
    }
    guard case .string(let text) = syntax else { return [] }
    return text.split(separator: "\0", omittingEmptySubsequences: false).map(String.init)
  }

  private mutating func node(_ value: JuliaValue, depth: Int) throws(Diagnostic) -> LoweredNode {
    nodeCount += 1
    guard nodeCount <= Self.nodeLimit, depth <= Self.depthLimit else {
      throw failure("its code is too large")
    }
    switch value {
    case .symbol(let name): return .global(JuliaFunction(module: [], name: name))
    case .structure(let structure) where structure.type.package == "Core":
      return try node(structure, depth: depth) ?? .value(value)
    default: return .value(value)
    }
  }

  private mutating func node(
    _ structure: JuliaStructure, depth: Int
  ) throws(Diagnostic) -> LoweredNode? {
    let fields = structure.fields
    switch structure.type.name {
    case "SSAValue": return .result(try integer(fields, 0))
    case "SlotNumber", "TypedSlot": return .slot(try integer(fields, 0))
    case "Argument": return .slot(try integer(fields, 0))
    case "QuoteNode": return .value(try fields.value(at: 0))
    case "GotoNode": return .jump(to: try integer(fields, 0))
    case "GotoIfNot":
      return .jumpUnless(
        try node(try fields.value(at: 0), depth: depth + 1), to: try integer(fields, 1))
    case "ReturnNode":
      guard fields.count > 0 else { return .expression(head: "unreachable", []) }
      return .returning(try node(try fields.value(at: 0), depth: depth + 1))
    case "NewvarNode", "LineNumberNode", "LabelNode", "LineInfoNode": return .note
    case "GlobalRef":
      var module: [String] = []
      if case .module(let path) = try fields.value(at: 0) { module = path }
      return .global(JuliaFunction(module: module, name: try fields.value(at: 1).name ?? ""))
    case "Expr": return try expression(fields, depth: depth)
    default: return nil
    }
  }

  private mutating func expression(
    _ fields: JuliaList, depth: Int
  ) throws(Diagnostic) -> LoweredNode {
    guard case .symbol(let head) = try fields.value(at: 0), let list = try fields.value(at: 1).items
    else { throw failure("an expression in its code has no head") }
    switch head {
    case "meta", "inbounds", "loopinfo", "line", "code_coverage_effect", "boundscheck",
      "nospecialize",
      "latestworld":
      return .note
    default: break
    }
    var parts: [LoweredNode] = []
    for value in try list.values() { parts.append(try node(value, depth: depth + 1)) }
    switch (head, parts.count) {
    case ("return", 1): return .returning(parts[0])
    case ("gotoifnot", 2):
      guard case .value(let target) = parts[1], let label = target.int,
        (0...Int(Int32.max)).contains(label)
      else { break }
      return .jumpUnless(parts[0], to: label)
    default: break
    }
    return .expression(head: head, parts)
  }

  private func integer(_ fields: JuliaList, _ index: Int) throws(Diagnostic) -> Int {
    guard let value = try fields.value(at: index).int, (0...Int(Int32.max)).contains(value) else {
      throw failure("a part of its code has no number")
    }
    return value
  }

  private func failure(_ reason: String) -> Diagnostic {
    Diagnostic(
      .fluxUnreadableClosure, "the anonymous function \(closure.name) cannot be read: \(reason)",
      at: closure.captured.location)
  }
}
