public import Diagnostics
public import ModelIR

/// Removes nodes that give their operand unchanged.
///
/// An identity stays where it makes an input, a weight or another output an output.
public struct RemoveIdentities: Pass {
  public let id = "remove-identities"
  public let summary = "removes nodes that give their operand unchanged"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      guard node.operator.base is Identity, let operand = node.operands[0],
        rewriter.canSubstitute(operand, for: node.results[0])
      else { continue }
      rewriter.substitute(operand, for: node.results[0])
    }
    return try rewriter.finished()
  }
}
