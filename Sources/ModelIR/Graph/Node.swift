/// One use of an operator.
public struct Node: Hashable, Sendable {
  /// What it computes.
  public var `operator`: AnyOperator
  /// The values that it takes; nothing for one that is left out.
  public var operands: [ValueID?]
  /// The values that it gives.
  public var results: [ValueID]
  /// The name, unique in its graph, derived from the source: `layers[2].Conv`.
  public var name: String
  /// The place in the source model that it comes from: `layers[2] Conv((3, 3), 1 => 16, relu)`.
  public var source: String
}
