public import Diagnostics
public import ModelIR

/// Removes nodes of whose results none reaches an output.
public struct RemoveUnusedNodes: Pass {
  public let id = "remove-unused-nodes"
  public let summary = "removes nodes that no output depends on"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    var used = Set(graph.outputs)
    for id in rewriter.nodeIDs.reversed() {
      let node = graph[id]
      if node.results.contains(where: used.contains) {
        used.formUnion(node.operands.compactMap(\.self))
      } else {
        rewriter.remove(id)
      }
    }
    return try rewriter.finished()
  }
}
