package import Diagnostics

/// Rewrites a graph for a pass: nodes are replaced or removed, values stand in for each other, and
/// ``finished()`` builds the new graph.
///
/// All identities stay those of the original graph until then. Names of values and nodes, the order of
/// nodes, inputs and outputs are kept; types are inferred anew. Nodes whose results no one takes any
/// more because of the rewrite, and weights that no node takes, are left out.
package struct GraphRewriter: Sendable {
  private var graph: Graph
  private let originalUseCounts: [Int]
  private let originalValueCount: Int
  private var substitutes: [ValueID: ValueID] = [:]
  private var removedNodes: Set<NodeID> = []
  private var removedInputs: Set<ValueID> = []
  private var hasChanges = false

  /// Begins to rewrite a graph.
  package init(_ graph: Graph) {
    self.graph = graph
    originalUseCounts = graph.useCounts
    originalValueCount = graph.values.count
  }

  /// The nodes' identities in an order in which they can run.
  package var nodeIDs: [NodeID] { graph.nodes.indices.map(NodeID.init(index:)) }

  /// A node as it is now, its operands those that stand in for the original ones.
  package subscript(id: NodeID) -> Node {
    var node = graph[id]
    node.operands = node.operands.map { $0.map(current) }
    return node
  }

  /// The type of a value.
  package func type(of id: ValueID) -> TensorType { graph[id].type }

  /// The name of a value.
  package func name(of id: ValueID) -> String { graph[id].name }

  /// The weight, if a value is one.
  package func weight(_ id: ValueID) -> Weight? { graph[id].weight }

  /// The node that a value is a result of, unless it is an input or a weight.
  package func producer(of id: ValueID) -> Node? { graph.producer(of: id).map { self[$0] } }

  /// How often a value is an operand or an output of the original graph.
  package func originalUseCount(of id: ValueID) -> Int {
    id.index < originalUseCounts.count ? originalUseCounts[id.index] : 0
  }

  /// The outputs as they are now.
  package var outputs: [ValueID] { graph.outputs.map(current) }

  /// Whether one value can stand in for another: an output needs a node's result that is no other
  /// output.
  package func canSubstitute(_ value: ValueID, for original: ValueID) -> Bool {
    let outputs = self.outputs
    guard outputs.contains(original) else { return true }
    return graph.producer(of: value) != nil && !outputs.contains(value)
  }

  /// Lets every use of a value be a use of another; the name of an output goes along.
  ///
  /// - Precondition: ``canSubstitute(_:for:)`` holds, and the values have one type.
  package mutating func substitute(_ value: ValueID, for original: ValueID) {
    precondition(canSubstitute(value, for: original))
    if outputs.contains(original) {
      let name = graph[original].name
      graph.values[original.index].name = graph[value].name
      graph.values[value.index].name = name
    }
    substitutes[original] = value
    hasChanges = true
  }

  /// Lets a node compute something else of operands that are made before it.
  package mutating func replace(
    _ id: NodeID, with operator: some Operator, operands: [ValueID?]
  ) {
    graph.nodes[id.index].operator = AnyOperator(`operator`)
    graph.nodes[id.index].operands = operands
    hasChanges = true
  }

  /// Removes a node whose results no one takes.
  package mutating func remove(_ id: NodeID) {
    removedNodes.insert(id)
    hasChanges = true
  }

  /// Removes an input that no node takes and that is no output.
  package mutating func removeInput(_ id: ValueID) {
    removedInputs.insert(id)
    hasChanges = true
  }

  /// Adds a weight; its name gets a suffix if another value keeps it.
  package mutating func addWeight(_ weight: Weight, named name: String) -> ValueID {
    let type = TensorType(weight.elementType, Shape(fixed: weight.shape))
    graph.values.append(Value(name: name, type: type, origin: .weight(weight)))
    hasChanges = true
    return ValueID(index: graph.values.count - 1)
  }

  /// The rewritten graph, or nothing if nothing was changed.
  ///
  /// - Throws: a diagnostic if a changed operator cannot take its operands.
  package consuming func finished() throws(Diagnostic) -> Graph? {
    guard hasChanges else { return nil }
    graph.outputs = outputs
    let (keptNodes, usedValues) = liveParts()
    var result = Graph()
    var newIDs: [ValueID: ValueID] = [:]
    var takenNames = UniqueNames()
    for (index, value) in graph.values.enumerated() {
      let id = ValueID(index: index)
      switch value.origin {
      case .input: guard !removedInputs.contains(id) else { continue }
      case .weight: guard usedValues.contains(id) else { continue }
      case .result(let node, _): guard keptNodes.contains(node) else { continue }
      }
      newIDs[id] = ValueID(index: result.values.count)
      result.values.append(value)
      if index < originalValueCount { takenNames.insert(value.name) }
      if index >= originalValueCount {
        result.values[result.values.count - 1].name = takenNames.insertUnique(value.name)
      }
    }
    for id in nodeIDs where keptNodes.contains(id) {
      var node = self[id]
      node.operands = try node.operands.map { operand throws(Diagnostic) in
        try operand.map { id throws(Diagnostic) in try Self.newID(of: id, newIDs, at: node) }
      }
      node.results = node.results.compactMap { newIDs[$0] }
      try result.appendInferring(node)
    }
    result.inputs = graph.inputs.compactMap { newIDs[$0] }
    result.outputs = graph.outputs.compactMap { newIDs[$0] }
    return result
  }

  private func current(_ id: ValueID) -> ValueID {
    var id = id
    while let next = substitutes[id] { id = next }
    return id
  }

  /// The nodes that stay and the values that they or the outputs use.
  private func liveParts() -> (nodes: Set<NodeID>, values: Set<ValueID>) {
    var nodes: Set<NodeID> = []
    var values = Set(graph.outputs)
    for id in nodeIDs.reversed() where !removedNodes.contains(id) {
      let node = self[id]
      let wasUsed = node.results.contains { originalUseCount(of: $0) > 0 }
      guard !wasUsed || node.results.contains(where: values.contains) else { continue }
      nodes.insert(id)
      values.formUnion(node.operands.compactMap(\.self))
    }
    return (nodes, values)
  }

  private static func newID(
    of id: ValueID, _ newIDs: [ValueID: ValueID], at node: Node
  ) throws(Diagnostic) -> ValueID {
    guard let new = newIDs[id] else {
      throw Diagnostic(
        .malformedGraph, "an operand of '\(node.name)' was removed by a rewrite",
        at: Location(path: node.source))
    }
    return new
  }
}

extension Graph {
  /// Appends a node whose results are values already, and records the types that it gives.
  fileprivate mutating func appendInferring(_ node: Node) throws(Diagnostic) {
    let types: [TensorType]
    do throws(InferenceFailure) {
      let operands = try OperandTypes(
        node.operands.map { $0.map { self[$0].type } }, of: node.operator.definition)
      types = try node.operator.base.inferResults(operands)
    } catch {
      throw Diagnostic(error.code, error.message, at: Location(path: node.source))
    }
    for (position, (result, type)) in zip(node.results, types).enumerated() {
      // A rewrite changes no value, so that what was known of its sizes still holds.
      var type = type
      type.shape.refine(with: values[result.index].type.shape)
      values[result.index].type = type
      values[result.index].origin = .result(NodeID(index: nodes.count), position)
    }
    nodes.append(node)
  }
}
