extension OperatorCatalog {
  /// Reductions over axes.
  static let reductions: [any Operator.Type] = []
}
