/// Nodes and values in static single assignment form; nodes stand in an order in which they can run.
public struct Graph: Hashable, Sendable {
  /// Every value; a ``ValueID`` is an index here.
  public internal(set) var values: [Value] = []
  /// The nodes, each after those whose results it takes.
  public internal(set) var nodes: [Node] = []
  /// The inputs in order.
  public internal(set) var inputs: [ValueID] = []
  /// The outputs in order.
  public internal(set) var outputs: [ValueID] = []

  /// Makes an empty graph; ``GraphBuilder`` fills it.
  public init() {}

  /// A value.
  public subscript(id: ValueID) -> Value { values[id.index] }

  /// A node.
  public subscript(id: NodeID) -> Node { nodes[id.index] }

  /// The weights that some node takes or that are outputs, in order of first use.
  public var usedWeights: [(id: ValueID, weight: Weight)] {
    var seen: Set<ValueID> = []
    var result: [(ValueID, Weight)] = []
    let uses = nodes.flatMap { $0.operands.compactMap(\.self) } + outputs
    for id in uses where seen.insert(id).inserted {
      if let weight = self[id].weight { result.append((id, weight)) }
    }
    return result
  }
}

/// A graph with what is known about where it comes from.
public struct Model: Hashable, Sendable {
  /// The graph.
  public var graph: Graph
  /// A name for it: the entry in the source file, or the file's own name.
  public var name: String
  /// What the source says of itself, as ordered pairs: format, framework, version.
  public var metadata: [MetadataEntry]

  /// Makes a model.
  public init(graph: Graph, name: String, metadata: [MetadataEntry] = []) {
    self.graph = graph
    self.name = name
    self.metadata = metadata
  }
}

/// One named text about a model or a checkpoint.
public struct MetadataEntry: Hashable, Sendable {
  /// What it says something about: `epoch`.
  public let key: String
  /// What it says: `12`.
  public let value: String

  /// Makes an entry.
  public init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}
