extension OperatorCatalog {
  /// The operators of linear algebra.
  static let linearAlgebra: [any Operator.Type] = [
    MatMul.self, Linear.self, Bilinear.self, Gemm.self, Einsum.self, Determinant.self,
  ]
}
