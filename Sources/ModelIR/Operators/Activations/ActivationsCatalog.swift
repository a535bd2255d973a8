extension OperatorCatalog {
  /// The activation functions.
  static let activations: [any Operator.Type] = [
    Relu.self, Relu6.self, LeakyRelu.self, PRelu.self, Elu.self, Celu.self, Selu.self, Gelu.self,
    QuickGelu.self, Silu.self, Sigmoid.self, HardSigmoid.self, HardSwish.self, LogSigmoid.self,
    Tanh.self, Softplus.self, Softsign.self, Mish.self, Lisht.self, LogCosh.self, TanhShrink.self,
    SoftShrink.self, HardShrink.self, ThresholdedRelu.self, Threshold.self, HardTanh.self, GLU.self,
    Softmax.self, LogSoftmax.self,
  ]
}
