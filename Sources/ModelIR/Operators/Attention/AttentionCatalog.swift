extension OperatorCatalog {
  /// Attention.
  static let attention: [any Operator.Type] = []
}
