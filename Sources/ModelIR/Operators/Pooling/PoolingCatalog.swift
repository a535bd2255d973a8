extension OperatorCatalog {
  /// The pools.
  static let pooling: [any Operator.Type] = [
    MaxPool.self, AveragePool.self, LpPool.self, AdaptiveMaxPool.self, AdaptiveAveragePool.self,
    GlobalMaxPool.self, GlobalAveragePool.self, MaxPoolWithIndices.self, RoiAlign.self,
  ]
}
