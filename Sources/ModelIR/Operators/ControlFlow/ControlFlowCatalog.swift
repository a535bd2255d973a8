extension OperatorCatalog {
  /// Operators that run graphs of their own.
  static let controlFlow: [any Operator.Type] = [If.self, Loop.self]
}
