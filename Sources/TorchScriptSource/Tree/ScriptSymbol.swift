/// A name or a string as a small number: equal within one table if, and only if, its bytes are.
package struct ScriptSymbol: Hashable, Sendable {
  /// The place in the table; the first symbols are the keywords.
  package let rawValue: Int32
}

/// The words that no variable can be called; each has the same symbol in every table.
enum ScriptKeyword: Int32, CaseIterable {
  case none, yes, no, and, or, not, `in`, `is`, `if`, `else`, `elif`, `for`, `while`, `with`, `as`
  case def, `class`, `return`, pass, `break`, `continue`, assert, raise, del, `import`, from
  case lambda, yield, async, await, global, nonlocal, `try`, except, finally

  /// The word as it is written.
  var text: String {
    switch self {
    case .none: "None"
    case .yes: "True"
    case .no: "False"
    default: "\(self)"
    }
  }

  /// The keyword that a symbol is, or nothing.
  init?(_ symbol: ScriptSymbol) {
    guard symbol.rawValue < Self.count else { return nil }
    self.init(rawValue: symbol.rawValue)
  }

  private static let count = Int32(allCases.count)
}
