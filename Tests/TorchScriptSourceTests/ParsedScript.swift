import Testing
import TorchScriptSource

/// A parsed text with its symbols.
struct ParsedScript {
  let file: ScriptFile
  let symbols: ScriptSymbolTable

  init(_ text: String, limits: ScriptLimits = ScriptLimits()) throws {
    try self.init(bytes: Array(text.utf8), limits: limits)
  }

  init(bytes: [UInt8], limits: ScriptLimits = ScriptLimits()) throws {
    var symbols = ScriptSymbolTable()
    file = try ScriptFile.parse(
      bytes, path: "code/__torch__.py", archive: "model.pt", symbols: &symbols, limits: limits)
    self.symbols = symbols
  }

  var printed: String { ScriptPrinter.print(file, symbols) }

  /// The statements of the first function.
  var statements: [ScriptStatement] {
    file.functions.first.map { id in file[id].body.map { file[$0] } } ?? []
  }

  /// The value that the first function returns.
  func returned() throws -> ScriptExpressionID {
    guard case .return(let value) = try #require(statements.last) else {
      throw NoReturn()
    }
    return value
  }

  struct NoReturn: Error {}

  /// The expression that a function returns.
  static func expression(_ text: String) throws -> ScriptExpression {
    let script = try ParsedScript("def f():\n  return \(text)\n")
    return script.file[try script.returned()]
  }

  /// The bytes of the string that a text is.
  static func stringBytes(_ text: [UInt8]) throws -> [UInt8]? {
    let script = try ParsedScript(
      bytes: Array("def f():\n  return ".utf8) + text + Array("\n".utf8))
    guard case .string(let symbol) = script.file[try script.returned()] else { return nil }
    return Array(script.symbols.bytes(of: symbol))
  }

  /// An expression printed with parentheses around the operands of every operator.
  static func grouped(_ text: String) throws -> String {
    let script = try ParsedScript("def f():\n  return \(text)\n")
    return ScriptPrinter.print(try script.returned(), of: script.file, script.symbols)
  }
}
