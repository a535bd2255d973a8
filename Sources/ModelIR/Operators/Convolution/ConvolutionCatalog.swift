extension OperatorCatalog {
  /// The convolutions.
  static let convolution: [any Operator.Type] = [
    Convolution.self, ConvolutionTranspose.self, DeformableConvolution.self, Im2Col.self,
    Col2Im.self,
  ]
}
