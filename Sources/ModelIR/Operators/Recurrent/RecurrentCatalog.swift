extension OperatorCatalog {
  /// The recurrent layers.
  static let recurrent: [any Operator.Type] = [RNN.self, LSTM.self, GRU.self]
}
