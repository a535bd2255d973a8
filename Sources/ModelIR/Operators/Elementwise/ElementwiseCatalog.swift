extension OperatorCatalog {
  /// The operators that work element by element.
  static let elementwise: [any Operator.Type] = [Identity.self]
}
