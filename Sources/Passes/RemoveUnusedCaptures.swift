public import Diagnostics
public import ModelIR

/// Removes what branches and loops are given and none of their graphs takes.
public struct RemoveUnusedCaptures: Pass {
  public let id = "remove-unused-captures"
  public let summary = "removes values that branches and loops are given and do not take"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      if let branches = node.operator.base as? If {
        let graphs = [branches.thenBranch, branches.elseBranch]
        guard
          let (kept, operands) = try remaining(
            node.operands, from: 1, of: graphs, inputsFrom: 0)
        else { continue }
        rewriter.replace(
          id, with: If(thenBranch: kept[0], elseBranch: kept[1]), operands: operands)
      } else if let loop = node.operator.base as? Loop {
        let first = 2 + loop.carriedCount
        guard
          let (kept, operands) = try remaining(
            node.operands, from: first, of: [loop.body], inputsFrom: first)
        else { continue }
        rewriter.replace(
          id,
          with: Loop(
            body: kept[0], carriedCount: loop.carriedCount, iterations: loop.iterations),
          operands: operands)
      }
    }
    return try rewriter.finished()
  }

  /// The graphs and the operands without the captures that no graph takes; nothing if all are taken.
  private func remaining(
    _ operands: [ValueID?], from firstOperand: Int, of graphs: [Graph], inputsFrom firstInput: Int
  ) throws(Diagnostic) -> (graphs: [Graph], operands: [ValueID?])? {
    let count = operands.count - firstOperand
    guard count > 0, graphs.allSatisfy({ $0.inputs.count == firstInput + count }) else {
      return nil
    }
    let taken = graphs.map(\.takenValues)
    let unused = (0..<count).filter { position in
      zip(graphs, taken).allSatisfy { graph, taken in
        !taken.contains(graph.inputs[firstInput + position])
      }
    }
    guard !unused.isEmpty else { return nil }
    var operands = operands
    for position in unused.reversed() { operands.remove(at: firstOperand + position) }
    let remaining = try graphs.map { graph throws(Diagnostic) in
      var rewriter = GraphRewriter(graph)
      for position in unused { rewriter.removeInput(graph.inputs[firstInput + position]) }
      return try rewriter.finished() ?? graph
    }
    return (remaining, operands)
  }
}

extension Graph {
  /// The values that nodes take or that are outputs.
  fileprivate var takenValues: Set<ValueID> {
    Set(nodes.flatMap { $0.operands.compactMap(\.self) } + outputs)
  }
}
