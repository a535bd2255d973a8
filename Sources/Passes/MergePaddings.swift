public import Diagnostics
public import ModelIR

/// Lets a convolution add the zeros that a node before it adds to the spatial axes.
public struct MergePaddings: Pass {
  public let id = "merge-paddings"
  public let summary = "lets convolutions add the zeros that are added before them"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      guard let convolution = node.operator.base as? Convolution, let operand = node.operands[0],
        rewriter.originalUseCount(of: operand) == 1,
        let producer = rewriter.producer(of: operand), let pad = producer.operator.base as? Pad,
        pad.mode == .constant(0), let x = producer.operands[0],
        let window = convolution.window.padded(by: pad)
      else { continue }
      rewriter.replace(
        id, with: Convolution(window: window, groups: convolution.groups),
        operands: [x] + node.operands.dropFirst())
    }
    return try rewriter.finished()
  }
}

extension SlidingWindow {
  /// The window with more padding, if only spatial axes are padded and none is cut.
  fileprivate func padded(by pad: Pad) -> SlidingWindow? {
    let amounts = pad.before + pad.after
    let bounds = amounts + padsBefore + padsAfter
    guard pad.before.count == strides.count + 2, bounds.allSatisfy({ $0 >= 0 }),
      (pad.before.prefix(2) + pad.after.prefix(2)).allSatisfy({ $0 == 0 })
    else { return nil }
    return SlidingWindow(
      strides: strides, dilations: dilations,
      padsBefore: zip(padsBefore, pad.before.dropFirst(2)).map(+),
      padsAfter: zip(padsAfter, pad.after.dropFirst(2)).map(+))
  }
}
