import ModelIR

/// What the lowering of one graph's nodes keeps; a graph inside a node has its own.
struct NodeLoweringScope {
  /// The graph.
  let graph: Graph
  /// The names of values where they are not the graph's own, as the graph is inside a node.
  var names: [ValueID: String] = [:]

  var node: Node?
  var promotion: ElementPromotion?
  var storedWeights: Set<ValueID> = []
  var promotedOperands: [ValueID: String] = [:]
  var pendingCasts: [(from: String, to: String)] = []
  var isNamed = false

  /// Starts with a graph.
  init(graph: Graph) { self.graph = graph }

  /// The name of a value in the file.
  func name(of id: ValueID) -> String { names[id] ?? graph[id].name }
}

extension NodeLowering {
  /// Writes a graph inside the node.
  ///
  /// ONNX finds what such a graph does not make itself in the graphs around it, so that captured inputs
  /// have the names of the operands, names differ at all levels, and tensors stay in the outermost graph.
  /// Only the first inputs are inputs in the file too, of the given types.
  mutating func subgraph(
    _ subgraph: Subgraph, inputTypes: [TensorType] = [], outputTypes: [TensorType],
    captures: [String]
  ) -> ONNXGraph {
    let graph = subgraph.graph
    var inner = NodeLoweringScope(graph: graph)
    for (input, name) in zip(graph.inputs.dropFirst(inputTypes.count), captures) {
      inner.names[input] = name
    }
    for id in graph.valueIDs where inner.names[id] == nil {
      inner.names[id] = uniqueName(graph[id].name)
    }
    let outer = scope
    var nodes: [ONNXNode] = []
    swap(&nodes, &output.nodes)
    scope = inner
    for var node in graph.nodes {
      node.name = uniqueName(node.name)
      lower(node)
    }
    var result = ONNXGraph(name: uniqueName("\(outer.node?.name ?? "")/\(subgraph.role)"))
    result.inputs = zip(graph.inputs, inputTypes).map { id, type in
      ONNXValueInfo(name: scope.name(of: id), type: type)
    }
    result.outputs = zip(graph.outputs, outputTypes).map { id, type in
      ONNXValueInfo(name: scope.name(of: id), type: type)
    }
    scope = outer
    swap(&nodes, &output.nodes)
    result.nodes = nodes
    return result
  }
}
