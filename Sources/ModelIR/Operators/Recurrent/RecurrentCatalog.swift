extension OperatorCatalog {
  /// Recurrent layers.
  static let recurrent: [any Operator.Type] = []
}
