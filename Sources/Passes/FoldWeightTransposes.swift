public import Diagnostics
public import ModelIR

/// Replaces a transpose of a weight by a transposed view of the weight.
///
/// A weight that something else takes too, in its own order, stays as it is: two views of it would be
/// written twice.
public struct FoldWeightTransposes: Pass {
  public let id = "fold-weight-transposes"
  public let summary = "replaces transposes of weights by transposed views of the weights"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    let orders = sharedOrders(of: graph)
    var views: [ValueID: ValueID] = [:]
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      guard let transpose = node.operator.base as? Transpose, let operand = node.operands[0],
        orders[operand] == transpose.axes, let weight = rewriter.weight(operand),
        rewriter.canSubstitute(operand, for: node.results[0])
      else { continue }
      let view =
        views[operand]
        ?? rewriter.addWeight(
          weight.transposed(by: transpose.axes), named: rewriter.name(of: operand))
      views[operand] = view
      rewriter.substitute(view, for: node.results[0])
    }
    return try rewriter.finished()
  }

  /// The order of axes in which all uses of a weight take it, for the weights where that is one.
  private func sharedOrders(of graph: Graph) -> [ValueID: [Int]] {
    var orders: [ValueID: [Int]] = [:]
    var others = Set(graph.outputs)
    for node in graph.nodes {
      for case let operand? in node.operands {
        let axes = (node.operator.base as? Transpose)?.axes
        if let axes, orders[operand] == nil || orders[operand] == axes {
          orders[operand] = axes
        } else {
          others.insert(operand)
        }
      }
    }
    for id in others { orders[id] = nil }
    return orders
  }
}
