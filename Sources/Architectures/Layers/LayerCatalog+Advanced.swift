extension LayerCatalog {
  /// Activations, recurrent layers, attention and transformers.
  static let advanced: [any Layer.Type] = activations + recurrent + attention

  private static let activations: [any Layer.Type] = [
    ReLULayer.self, ReLU6Layer.self, LeakyReLULayer.self, PReLULayer.self, RReLULayer.self,
    ELULayer.self, CELULayer.self, SELULayer.self, GELULayer.self, GELUActivationLayer.self,
    TanhGELULayer.self, QuickGELULayer.self, SiLULayer.self, MishLayer.self,
    HardswishLayer.self, HardsigmoidLayer.self, HardtanhLayer.self, HardshrinkLayer.self,
    SoftshrinkLayer.self, SoftplusLayer.self, ThresholdLayer.self, SigmoidLayer.self,
    TanhLayer.self, SoftsignLayer.self, TanhshrinkLayer.self, LogSigmoidLayer.self,
    GLULayer.self, SoftmaxLayer.self, LogSoftmaxLayer.self, SoftminLayer.self,
    Softmax2dLayer.self,
  ]

  private static let recurrent: [any Layer.Type] = [
    LSTMLayer.self, GRULayer.self, RNNLayer.self, LSTMCellLayer.self, GRUCellLayer.self,
    RNNCellLayer.self,
  ]

  private static let attention: [any Layer.Type] = [
    MultiheadAttentionLayer.self, AttentionOutputLayer.self, TransformerEncoderLayer.self,
    TransformerDecoderLayer.self, TransformerEncoderStackLayer.self,
    TransformerDecoderStackLayer.self, TransformerLayer.self,
  ]
}
