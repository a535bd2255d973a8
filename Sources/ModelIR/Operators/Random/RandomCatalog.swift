extension OperatorCatalog {
  /// Operators that draw random numbers.
  static let random: [any Operator.Type] = [
    RandomNormal.self, RandomUniform.self, Bernoulli.self,
  ]
}
