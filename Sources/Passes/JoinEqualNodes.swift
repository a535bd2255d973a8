public import Diagnostics
public import ModelIR

/// Lets nodes that compute the same of the same operands be one.
///
/// Random numbers are drawn for each node; graphs inside nodes and operators that are not understood are
/// left alone.
public struct JoinEqualNodes: Pass {
  public let id = "join-equal-nodes"
  public let summary = "lets nodes that compute the same be one"

  /// Makes the pass.
  public init() {}

  /// What a node computes.
  private struct Expression: Hashable {
    let operation: AnyOperator
    let operands: [ValueID?]
  }

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    var known: [Expression: [ValueID]] = [:]
    let outputs = Set(graph.outputs)
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      guard node.operator.isRepeatable else { continue }
      let expression = Expression(operation: node.operator, operands: node.operands)
      guard let earlier = known[expression] else {
        known[expression] = node.results
        continue
      }
      // Outputs stay results of their own.
      guard !node.results.contains(where: outputs.contains), earlier.count == node.results.count,
        zip(earlier, node.results).allSatisfy({ rewriter.type(of: $0) == rewriter.type(of: $1) })
      else { continue }
      for (value, original) in zip(earlier, node.results) {
        rewriter.substitute(value, for: original)
      }
    }
    return try rewriter.finished()
  }
}

extension AnyOperator {
  /// Whether the same operands always give the same.
  fileprivate var isRepeatable: Bool {
    definition.category != .random && definition.category != .custom
      && !(base is any ControlFlowOperator)
  }
}
