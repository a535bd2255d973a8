extension OperatorCatalog {
  /// Operators that take or place elements by index.
  static let indexing: [any Operator.Type] = []
}
