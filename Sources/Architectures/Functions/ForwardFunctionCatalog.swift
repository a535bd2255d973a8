/// The functions that steps may name.
public enum ForwardFunctionCatalog {
  /// The function of a name.
  public static func function(_ name: String) -> (any ForwardFunction.Type)? { byName[name] }

  /// The kind of the layer that computes a function with the same settings: `ReLU` for `relu`.
  public static func layerKind(of function: String) -> String? {
    LayerFunction.kind(of: function)
  }

  /// Every function.
  public static let all: [any ForwardFunction.Type] = [
    // Arithmetic
    UnaryFunction.self, ArithmeticFunction.self, ComparisonFunction.self,
    LogicalFunction.self, WhereFunction.self, CastFunction.self, FillFunction.self,
    MatrixProductFunction.self,
    // Shaping
    ConcatenationFunction.self, StackFunction.self, FlattenFunction.self, ReshapeFunction.self,
    PermutationFunction.self, TranspositionFunction.self, SqueezeFunction.self,
    UnsqueezeFunction.self, ExpandLikeFunction.self, ChunkFunction.self, SplitFunction.self,
    // Indexing
    SliceFunction.self, SelectFunction.self, TakeLikeFunction.self, PositionsLikeFunction.self,
    EmbeddingFunction.self,
    // Reductions
    ReductionFunction.self, CumulativeSumFunction.self,
    // Neural
    LayerFunction.self, UnitNormFunction.self, LayerNormFunction.self, LinearFunction.self,
    AttentionFunction.self, RotaryPositionsFunction.self, RotaryFunction.self,
  ]

  private static let byName: [String: any ForwardFunction.Type] = Dictionary(
    all.flatMap { function in function.names.map { ($0, function) } },
    uniquingKeysWith: { first, _ in first })
}
