extension Graph {
  /// The identities of the values, in their order.
  package var valueIDs: [ValueID] { values.indices.map(ValueID.init(index:)) }

  /// How often each value is an operand or an output, by its index.
  package var useCounts: [Int] {
    var counts = [Int](repeating: 0, count: values.count)
    for node in nodes {
      for case let operand? in node.operands { counts[operand.index] += 1 }
    }
    for output in outputs { counts[output.index] += 1 }
    return counts
  }

  /// The node that a value is a result of; nothing for inputs and weights.
  package func producer(of id: ValueID) -> NodeID? {
    if case .result(let node, _) = self[id].origin { return node }
    return nil
  }
}
