/// Every layer of Flux that can be read, listed once.
enum FluxLayerCatalog {
  /// The layers' types.
  static let layers: [any FluxLayer.Type] = [
    Chain.self, Dense.self,
    // Convolution
    Conv.self, Conv2D.self, ConvTranspose.self, CrossCor.self, DepthwiseConv.self,
    // Pooling
    AdaptiveMaxPool.self, AdaptiveMeanPool.self, GlobalMaxPool.self, GlobalMeanPool.self,
    MaxPool.self, MeanPool.self,
    // Normalization
    BatchNorm.self, GroupNorm.self, InstanceNorm.self, LayerNorm.self,
    // Regularization
    AlphaDropout.self, Dropout.self,
    // Sampling
    PixelShuffle.self, Upsample.self,
    // Composition
    Bilinear.self, Diagonal.self, Maxout.self, PairwiseFusion.self, Parallel.self, Scale.self,
    SkipConnection.self, WeightNorm.self,
    // Embedding
    Embedding.self, EmbeddingBag.self,
    // Attention
    MultiHeadAttention.self,
    // Recurrent
    GRU.self, GRUCell.self, GRUv3.self, GRUv3Cell.self, LSTM.self, LSTMCell.self, RNN.self,
    RNNCell.self, Recur.self, Recurrence.self,
  ]

  /// The packages that define Flux's layers.
  private static let packages: Set<String> = ["Flux", "Tracker"]

  private static let byName: [String: any FluxLayer.Type] = {
    var result: [String: any FluxLayer.Type] = [:]
    for layer in layers {
      for name in layer.typeNames { result[name] = layer }
    }
    return result
  }()

  /// The layer that a struct of this type is; a type of the same name in another package is not.
  static func layer(for type: JuliaType) -> (any FluxLayer.Type)? {
    if type.package == "Metalhead", type.path.count == 2 { return MetalheadModel.self }
    return packages.contains(type.package) ? byName[type.name] : nil
  }
}
