public import Diagnostics
public import ModelIR

/// Composes transposes that follow each other, and removes those that change no order.
///
/// The inner one goes when nothing else takes its result.
public struct MergeTransposes: Pass {
  public let id = "merge-transposes"
  public let summary = "composes or cancels transposes that follow each other"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      guard let outer = node.operator.base as? Transpose, let operand = node.operands[0]
      else { continue }
      var axes = outer.axes
      var origin = operand
      if let producer = rewriter.producer(of: operand),
        let inner = producer.operator.base as? Transpose, let innerOperand = producer.operands[0]
      {
        axes = outer.axes.map { inner.axes[$0] }
        origin = innerOperand
      }
      if axes == Array(axes.indices) {
        if rewriter.canSubstitute(origin, for: node.results[0]) {
          rewriter.substitute(origin, for: node.results[0])
        } else {
          rewriter.replace(id, with: Identity(), operands: [origin])
        }
      } else if origin != operand {
        rewriter.replace(id, with: Transpose(axes: axes), operands: [origin])
      }
    }
    return try rewriter.finished()
  }
}
