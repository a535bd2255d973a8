import ByteIO
public import ModelIR

/// A checkpoint's tensors by the full names of the architecture's parameters.
public struct BoundWeights: Sendable {
  private let weights: [ExactName: Weight]
  /// The floating-point type of the weights where they all have one; else the widest of them.
  public let elementType: ElementType?

  /// Makes weights of pairs; of two with one name the first counts.
  public init(_ pairs: [(name: String, weight: Weight)]) {
    let types = Set(pairs.map(\.weight.elementType).filter { Self.ranking.contains($0) })
    let common = types.count == 2 && types == [.float16, .bfloat16] ? .float32 : Self.widest(types)
    elementType = common
    weights = Dictionary(
      pairs.map { pair in
        (ExactName(pair.name), common.map { Self.unified(pair.weight, $0) } ?? pair.weight)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The types that layers compute in, from the narrowest.
  private static let ranking: [ElementType] = [.float16, .bfloat16, .float32, .float64]

  private static func widest(_ types: Set<ElementType>) -> ElementType? {
    ranking.last { types.contains($0) }
  }

  /// A weight in the type that the model computes in; integers and booleans stay what they are.
  private static func unified(_ weight: Weight, _ type: ElementType) -> Weight {
    ranking.contains(weight.elementType) ? weight.converted(to: type) : weight
  }

  /// The tensor of a name.
  public subscript(name: String) -> Weight? { weights[ExactName(name)] }
}
