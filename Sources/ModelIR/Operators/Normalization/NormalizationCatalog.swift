extension OperatorCatalog {
  /// The normalizations.
  static let normalization: [any Operator.Type] = [
    BatchNormalization.self, InstanceNormalization.self, GroupNormalization.self,
    LayerNormalization.self, RMSNormalization.self, LpNormalization.self,
    LocalResponseNormalization.self,
  ]
}
