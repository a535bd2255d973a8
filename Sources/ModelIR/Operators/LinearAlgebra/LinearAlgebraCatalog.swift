extension OperatorCatalog {
  /// Products of matrices.
  static let linearAlgebra: [any Operator.Type] = [MatMul.self]
}
