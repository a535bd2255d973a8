/// Every operator, listed once.
public enum OperatorCatalog {
  /// The operators' types, in the order of their categories' files.
  public static let operators: [any Operator.Type] = [
    Identity.self, LeakyRelu.self, Convolution.self, MatMul.self,
  ]
}
