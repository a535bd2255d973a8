public import Diagnostics
public import ModelIR

/// Replaces the arithmetic that activations are made of by the activations.
///
/// Programs whose operators were taken apart have it, and models that write activations themselves.
/// Nothing else may take what is computed between.
public struct RebuildActivations: Pass {
  public let id = "rebuild-activations"
  public let summary = "replaces arithmetic that makes up an activation by the activation"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      guard node.operator.base is Multiply || node.operator.base is Divide,
        node.results.count == 1
      else { continue }
      let (number, values) = rewriter.factors(of: node.results[0], isRoot: true)
      if values.count == 1 {
        _ = rewriter.rebuildHardSigmoid(id, number, values[0])
      } else if values.count == 2 {
        for (x, gate) in [(values[0], values[1]), (values[1], values[0])] {
          if rewriter.rebuildHardSwish(id, number, x, gate)
            || rewriter.rebuildSilu(id, number, x, gate)
            || rewriter.rebuildGelu(id, number, x, gate)
          {
            break
          }
        }
      }
    }
    return try rewriter.finished()
  }
}
