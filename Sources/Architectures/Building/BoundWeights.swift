import ByteIO
public import ModelIR

/// A checkpoint's tensors by the full names of the architecture's parameters.
public struct BoundWeights: Sendable {
  private let weights: [ExactName: Weight]

  /// Makes weights of pairs; of two with one name the first counts.
  public init(_ pairs: [(name: String, weight: Weight)]) {
    weights = Dictionary(
      pairs.map { (ExactName($0.name), $0.weight) }, uniquingKeysWith: { first, _ in first })
  }

  /// The tensor of a name.
  public subscript(name: String) -> Weight? { weights[ExactName(name)] }
}
