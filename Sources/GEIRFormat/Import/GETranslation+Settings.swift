import Diagnostics

// The settings of the operator that is translated, each as what its prototype says.

extension GETranslation {
  /// A setting, or its default.
  private func setting(_ name: String) -> GEAttributeValue? {
    operation.attributes[name] ?? prototype?.attribute(named: name)?.standard
  }

  /// A setting that is an integer.
  func integer(_ name: String) throws(Diagnostic) -> Int {
    guard case .integer(let value)? = setting(name) else { throw missing(name, "an integer") }
    return value
  }

  /// A setting that is a number.
  func float(_ name: String) throws(Diagnostic) -> Double {
    guard case .float(let value)? = setting(name) else { throw missing(name, "a number") }
    return Double(value)
  }

  /// A setting that is a truth value.
  func flag(_ name: String) throws(Diagnostic) -> Bool {
    guard case .flag(let value)? = setting(name) else { throw missing(name, "a truth value") }
    return value
  }

  /// A setting that is a text.
  func text(_ name: String) throws(Diagnostic) -> String {
    guard case .string(let value)? = setting(name) else { throw missing(name, "a text") }
    return value
  }

  /// A setting that is a list of integers.
  func integers(_ name: String) throws(Diagnostic) -> [Int] {
    guard case .list(let list)? = setting(name) else { throw missing(name, "integers") }
    switch list.content {
    case .integers(let values): return values
    case .empty: return []
    default: throw missing(name, "integers")
    }
  }

  /// A setting that is a list of lists of integers.
  func integerLists(_ name: String) throws(Diagnostic) -> [[Int]] {
    guard case .integerLists(let lists)? = setting(name) else {
      throw missing(name, "lists of integers")
    }
    return lists
  }

  private func missing(_ name: String, _ kind: String) -> Diagnostic {
    malformed("the setting '\(name)' is not \(kind)")
  }
}
