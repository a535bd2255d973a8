/// The identity of a value in one graph.
public struct ValueID: Hashable, Sendable {
  /// The index in ``Graph/values``.
  public let index: Int
}

/// The identity of a node in one graph.
public struct NodeID: Hashable, Sendable {
  /// The index in ``Graph/nodes``.
  public let index: Int
}

/// A tensor that flows along a graph's edges.
public struct Value: Hashable, Sendable {
  /// Where a value comes from.
  public enum Origin: Hashable, Sendable {
    /// An input of the graph.
    case input
    /// A result of a node, by its position among the node's results.
    case result(NodeID, Int)
    /// Stored or literal data.
    case weight(Weight)
  }

  /// The name, unique in its graph.
  public var name: String
  /// Its type.
  public var type: TensorType
  /// Where it comes from.
  public var origin: Origin

  /// The weight, if the value is one.
  public var weight: Weight? {
    if case .weight(let weight) = origin { return weight }
    return nil
  }
}
