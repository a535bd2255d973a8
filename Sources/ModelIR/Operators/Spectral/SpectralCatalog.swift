extension OperatorCatalog {
  /// Fourier transforms.
  static let spectral: [any Operator.Type] = [DFT.self, STFT.self]
}
