import ModelIR

/// The nodes at the beginning and the end of a graph and what connects them: enough for a drawing.
public struct GraphOutline: Hashable, Sendable {
  /// One node.
  public struct Node: Hashable, Sendable {
    /// The operator: `MatMul`.
    public let `operator`: String
    /// The node's name, cut short.
    public let name: String
    /// The nodes, by their positions in the outline, whose results it takes; -1 is an input of the
    /// graph.
    public let sources: [Int]

    init(operator: String, name: String, sources: [Int]) {
      self.operator = `operator`
      self.name = name
      self.sources = sources
    }
  }

  /// The most nodes.
  static let nodeLimit = 60
  /// How many of them are from the graph's end.
  private static let tailCount = 20
  /// The most characters of a name, and the most sources of a node.
  private static let nameLimit = 48
  private static let sourceLimit = 8

  /// The nodes in the order of the graph.
  public let nodes: [Node]
  /// How many nodes the graph has.
  public let nodeCount: Int
  /// The position in ``nodes`` before which the nodes that are left out would be.
  public let gap: Int?

  init(nodes: [Node], nodeCount: Int, gap: Int?) {
    self.nodes = nodes
    self.nodeCount = nodeCount
    self.gap = gap
  }

  /// Takes the outline of a graph.
  init(_ graph: Graph) {
    let count = graph.nodes.count
    let isWhole = count <= Self.nodeLimit
    let headCount = isWhole ? count : Self.nodeLimit - Self.tailCount
    let shown = Array(0..<headCount) + (isWhole ? [] : Array(count - Self.tailCount..<count))
    var positions: [Int: Int] = [:]
    for (position, index) in shown.enumerated() { positions[index] = position }
    nodes = shown.map { index in
      let node = graph.nodes[index]
      var sources: [Int] = []
      for case let operand? in node.operands where sources.count < Self.sourceLimit {
        let source: Int?
        switch graph[operand].origin {
        case .input: source = -1
        case .result(let id, _): source = positions[id.index]
        case .weight: source = nil
        }
        if let source, !sources.contains(source) { sources.append(source) }
      }
      return Node(
        operator: node.operator.definition.name, name: String(node.name.prefix(Self.nameLimit)),
        sources: sources)
    }
    nodeCount = count
    gap = isWhole ? nil : headCount
  }
}
