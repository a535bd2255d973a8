public import Diagnostics
public import ModelIR

/// Replaces means over all spatial axes, which stay with size 1, by the pool of each channel.
public struct RebuildPools: Pass {
  public let id = "rebuild-pools"
  public let summary = "replaces means over all spatial axes by pools"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      guard let mean = node.operator.base as? ReduceMean, mean.keepsAxes,
        let operand = node.operands.first, let operand
      else { continue }
      let type = rewriter.type(of: operand)
      // Sequences of features, of 3 axes, are no planes.
      guard (4...5).contains(type.rank), mean.axes.sorted() == Array(2..<type.rank),
        type.elementType.isFloatingPoint
      else { continue }
      rewriter.replace(id, with: GlobalAveragePool(), operands: [operand])
    }
    return try rewriter.finished()
  }
}
