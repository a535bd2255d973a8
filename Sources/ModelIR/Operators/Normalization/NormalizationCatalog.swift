extension OperatorCatalog {
  /// Normalisations.
  static let normalization: [any Operator.Type] = []
}
