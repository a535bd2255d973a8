public import Diagnostics
public import ModelIR

/// Passes in the order in which they run.
public struct PassPipeline: Sendable {
  /// The passes.
  public var passes: [any Pass]

  /// Makes a pipeline of passes.
  public init(_ passes: [any Pass]) { self.passes = passes }

  /// What every conversion runs: it removes what the source format needed and no target does.
  public static let standard = PassPipeline([
    RemoveIdentities(), RemoveNoOperations(), FoldConstants(), JoinEqualNodes(),
    LiftProducts(), RebuildAttention(), RebuildActivations(), RebuildPools(),
    MergeTransposes(), MergeReshapes(), FoldWeightTransposes(),
    MergePaddings(), FoldBatchNormalization(),
    RemoveUnusedNodes(), RemoveUnusedCaptures(),
  ])

  /// The most rounds: every round but the last leaves fewer nodes, so that this bounds time on very
  /// large graphs only; a result after any round is sound.
  private static let mostRounds = 16

  /// Runs all passes in rounds until none changes anything, first in the graphs inside nodes.
  ///
  /// Debug builds verify the graph after every pass.
  ///
  /// - Throws: what a pass raises, and in debug builds the first violation that a pass leaves.
  public func run(on graph: Graph) throws(Diagnostic) -> Graph {
    var current = try runInSubgraphs(of: graph)
    for _ in 0..<Self.mostRounds {
      var hasChanged = false
      for pass in passes {
        guard let next = try pass.run(on: current) else { continue }
        #if DEBUG
          try verify(next, after: pass)
        #endif
        current = next
        hasChanged = true
      }
      guard hasChanged else { break }
    }
    return current
  }

  /// Graphs nest so little that this may call itself.
  private func runInSubgraphs(of graph: Graph) throws(Diagnostic) -> Graph {
    var rewriter = GraphRewriter(graph)
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      guard let operation = node.operator.base as? any ControlFlowOperator else { continue }
      var graphs: [Graph] = []
      for subgraph in operation.subgraphs { graphs.append(try run(on: subgraph.graph)) }
      guard graphs != operation.subgraphs.map(\.graph) else { continue }
      rewriter.replace(id, with: operation.replacingSubgraphs(graphs), operands: node.operands)
    }
    return try rewriter.finished() ?? graph
  }

  #if DEBUG
    private func verify(_ graph: Graph, after pass: any Pass) throws(Diagnostic) {
      guard var finding = graph.verify().first else { return }
      finding.message = "after the pass \(pass.id): \(finding.message)"
      throw finding
    }
  #endif
}
