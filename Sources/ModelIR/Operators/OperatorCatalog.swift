/// Every operator, listed once; each folder of operators has its own list beside its files.
public enum OperatorCatalog {
  /// The operators' types, folder by folder.
  public static let operators: [any Operator.Type] =
    elementwise + activations + linearAlgebra + convolution + pooling + normalization
    + reductions + shaping + indexing + constants + recurrent + attention + controlFlow
    + random + spectral + quantization + [CustomOperator.self]

  /// The operator of a name, as the text form prints it: `Convolution`.
  public static func `operator`(named name: String) -> (any Operator.Type)? {
    operatorsByName[name]
  }

  private static let operatorsByName: [String: any Operator.Type] = Dictionary(
    operators.map { ($0.definition.name, $0) }, uniquingKeysWith: { first, _ in first })
}
