extension OperatorCatalog {
  /// Operators whose result does not depend on elements.
  static let constants: [any Operator.Type] = []
}
