extension LayerCatalog {
  /// Layers that are linear, convolve, normalise, pool, look up, change shapes or do nothing.
  static let core: [any Layer.Type] =
    linear + convolutions + normalizations + pools + embeddings + shaping + padding + dropout

  private static let linear: [any Layer.Type] = [
    LinearLayer.self, BilinearLayer.self, IdentityLayer.self, Conv1DLayer.self,
    CosineSimilarityLayer.self,
  ]

  private static let convolutions: [any Layer.Type] = [
    ConvolutionLayer.self, ConvolutionTransposeLayer.self, UnfoldLayer.self, FoldLayer.self,
  ]

  private static let normalizations: [any Layer.Type] = [
    BatchNormLayer.self, FrozenBatchNormLayer.self, InstanceNormLayer.self, LayerNormLayer.self,
    RMSNormLayer.self, GroupNormLayer.self, LocalResponseNormLayer.self,
  ]

  private static let pools: [any Layer.Type] = [
    MaxPoolLayer.self, AveragePoolLayer.self, LPPoolLayer.self, AdaptiveAveragePoolLayer.self,
    AdaptiveMaxPoolLayer.self,
  ]

  private static let embeddings: [any Layer.Type] = [EmbeddingLayer.self, EmbeddingBagLayer.self]

  private static let shaping: [any Layer.Type] = [
    FlattenLayer.self, UnflattenLayer.self, PixelShuffleLayer.self, PixelUnshuffleLayer.self,
    ChannelShuffleLayer.self, UpsampleLayer.self,
  ]

  private static let padding: [any Layer.Type] = [PaddingLayer.self]

  private static let dropout: [any Layer.Type] = [
    DropoutLayer.self, StochasticDepthLayer.self, DropPathLayer.self,
  ]
}
