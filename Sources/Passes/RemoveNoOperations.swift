public import Diagnostics
public import ModelIR

/// Removes nodes whose attributes and sizes leave their operand unchanged: expansions to the same sizes,
/// slices of everything, casts to the same type, padding by nothing, joins of one, factors of 1.
public struct RemoveNoOperations: Pass {
  public let id = "remove-no-operations"
  public let summary = "removes nodes that leave their operand unchanged"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      guard node.results.count == 1, let operand = unchangedOperand(of: node, in: rewriter),
        rewriter.type(of: operand).isProvablyEqual(to: rewriter.type(of: node.results[0])),
        rewriter.canSubstitute(operand, for: node.results[0])
      else { continue }
      rewriter.substitute(operand, for: node.results[0])
    }
    return try rewriter.finished()
  }

  /// The operand that a node gives, provided that its result has the same type.
  private func unchangedOperand(of node: Node, in rewriter: GraphRewriter) -> ValueID? {
    switch node.operator.base {
    case is Expand, is DynamicExpand, is ExpandLike, is Cast, is DynamicReshape, is DynamicTile:
      return node.operands[0]
    case let tile as Tile: return tile.repeats.allSatisfy { $0 == 1 } ? node.operands[0] : nil
    case let slice as Slice: return slice.step == 1 ? node.operands[0] : nil
    case let slice as DynamicSlice: return slice.step == 1 ? node.operands[0] : nil
    case let pad as Pad:
      return (pad.before + pad.after).allSatisfy { $0 == 0 } ? node.operands[0] : nil
    case let roll as Roll: return roll.shifts.allSatisfy { $0 == 0 } ? node.operands[0] : nil
    case is Concat: return node.operands.count == 1 ? node.operands[0] : nil
    case is Multiply: return other(than: 1, of: node, in: rewriter)
    case is Add: return other(than: 0, of: node, in: rewriter)
    case is Divide: return rewriter.number(node.operands[1]) == 1 ? node.operands[0] : nil
    case is Subtract: return rewriter.number(node.operands[1]) == 0 ? node.operands[0] : nil
    default: return nil
    }
  }

  /// The operand beside one that is a number.
  private func other(than number: Double, of node: Node, in rewriter: GraphRewriter) -> ValueID? {
    if rewriter.number(node.operands[1]) == number { return node.operands[0] }
    return rewriter.number(node.operands[0]) == number ? node.operands[1] : nil
  }
}
