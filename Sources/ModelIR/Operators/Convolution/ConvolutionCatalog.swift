extension OperatorCatalog {
  /// Convolutions and their transposes.
  static let convolutions: [any Operator.Type] = [Convolution.self]
}
