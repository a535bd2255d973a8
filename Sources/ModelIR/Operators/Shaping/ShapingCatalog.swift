extension OperatorCatalog {
  /// Operators that move, cut and join elements.
  static let shaping: [any Operator.Type] = []
}
