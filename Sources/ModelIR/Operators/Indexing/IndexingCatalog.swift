extension OperatorCatalog {
  /// Operators that take and put elements by index.
  static let indexing: [any Operator.Type] = [
    Gather.self, GatherElements.self, GatherND.self, ScatterElements.self, ScatterND.self,
    Embedding.self, OneHot.self, NonZero.self, NonMaxSuppression.self, Unique.self,
  ]
}
