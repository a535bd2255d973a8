/// The operators by name.
public struct ATenOperatorTable: Sendable {
  /// Every operator that is converted.
  public static let standard = ATenOperatorTable(all)

  /// The operators in the order in which their families list them.
  public let operators: [ATenOperator]
  private let byName: [String: [Int]]

  /// Makes a table.
  public init(_ operators: [ATenOperator]) {
    self.operators = operators
    var byName: [String: [Int]] = [:]
    for (index, entry) in operators.enumerated() {
      byName[entry.signature.name, default: []].append(index)
    }
    self.byName = byName
  }

  /// The overloads of a name: `add`, `torchvision::nms`.
  public func overloads(_ name: String) -> [ATenOperator] {
    byName[name, default: []].map { operators[$0] }
  }

  /// Whether a name is known, with or without the underscore of an operator that writes to its first
  /// argument.
  public func contains(_ name: String) -> Bool {
    byName[name] != nil || ATenName(name).functional.map { byName[$0] != nil } ?? false
  }
}

/// The name of an operator.
struct ATenName {
  /// The name.
  let text: String

  init(_ text: String) { self.text = text }

  /// The name of the operator that computes the same and writes nothing, if this one writes to its
  /// first argument.
  var functional: String? {
    guard text.hasSuffix("_"), !text.hasSuffix("__"), text.count > 1 else { return nil }
    return String(text.dropLast())
  }
}
