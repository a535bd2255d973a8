extension OperatorCatalog {
  /// Operators between real numbers and the integers that stand for them.
  static let quantization: [any Operator.Type] = [QuantizeLinear.self, DequantizeLinear.self]
}
