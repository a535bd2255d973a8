extension OperatorCatalog {
  /// The activation functions.
  static let activations: [any Operator.Type] = [LeakyRelu.self]
}
