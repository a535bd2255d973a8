extension OperatorCatalog {
  /// The attention operators.
  static let attention: [any Operator.Type] = [ScaledDotProductAttention.self]
}
