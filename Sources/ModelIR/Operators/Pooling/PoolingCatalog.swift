extension OperatorCatalog {
  /// Pools.
  static let pooling: [any Operator.Type] = []
}
