public import Diagnostics
public import ModelIR

/// Lets a convolution or dense layer do the normalisation of a batch that follows it: with
/// `s = scale / √(variance + epsilon)`, its weight times s, and `(b − mean) · s + bias` for its bias b.
///
/// The weight is multiplied while it is written. Nothing else may take the layer's result or its weight.
public struct FoldBatchNormalization: Pass {
  public let id = "fold-batch-normalization"
  public let summary = "lets convolutions and dense layers do the normalisation that follows them"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    var producers: [ValueID: NodeID] = [:]
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      if let normalization = node.operator.base as? BatchNormalization,
        let x = node.operands[0], rewriter.originalUseCount(of: x) == 1,
        let layer = producers[x], rewriter.canSubstitute(x, for: node.results[0]),
        rewriter.type(of: x) == rewriter.type(of: node.results[0])
      {
        fold(normalization, node, into: layer, in: &rewriter)
      }
      for result in node.results { producers[result] = id }
    }
    return try rewriter.finished()
  }

  private func fold(
    _ normalization: BatchNormalization, _ node: Node, into id: NodeID,
    in rewriter: inout GraphRewriter
  ) {
    let layer = rewriter[id]
    guard let axis = layer.operator.channelAxis(of: layer, in: rewriter),
      let operand = layer.operands[1], rewriter.originalUseCount(of: operand) == 1,
      let weight = rewriter.weight(operand), let biasName = node.operands[2],
      let scale = numbers(node.operands[1], in: rewriter),
      let shift = numbers(node.operands[2], in: rewriter),
      let mean = numbers(node.operands[3], in: rewriter),
      let variance = numbers(node.operands[4], in: rewriter)
    else { return }
    var bias = [Double](repeating: 0, count: mean.count)
    let oldBias = layer.operands.count > 2 ? layer.operands[2] : nil
    if let oldBias {
      guard let numbers = numbers(oldBias, in: rewriter) else { return }
      bias = numbers
    }
    let count = weight.shape.indices.contains(axis) ? weight.shape[axis] : -1
    guard [scale, shift, mean, variance, bias].allSatisfy({ $0.count == count }) else { return }
    let factors = zip(scale, variance).map { $0 / ($1 + normalization.epsilon).squareRoot() }
    let offsets = bias.indices.map { (bias[$0] - mean[$0]) * factors[$0] + shift[$0] }
    guard factors.allSatisfy(\.isFinite), offsets.allSatisfy(\.isFinite),
      let scaled = weight.scaled(by: factors, along: axis),
      let offset = Weight.array(offsets, weight.elementType)
    else { return }
    let newWeight = rewriter.addWeight(scaled, named: rewriter.name(of: operand))
    let newBias = rewriter.addWeight(offset, named: rewriter.name(of: oldBias ?? biasName))
    rewriter.replace(
      id, with: layer.operator.base, operands: [layer.operands[0], newWeight, newBias])
    rewriter.substitute(layer.results[0], for: node.results[0])
  }

  /// The elements of a vector of floating-point numbers.
  private func numbers(_ id: ValueID?, in rewriter: GraphRewriter) -> [Double]? {
    guard let id, let weight = rewriter.weight(id), weight.elementType.isFloatingPoint,
      weight.hasElements, weight.elementCount <= 1 << 16
    else { return nil }
    return try? weight.doubles()
  }
}

extension AnyOperator {
  /// The axis of a layer's weight along which its result's channels lie, for a layer that adds a bias
  /// last.
  fileprivate func channelAxis(of node: Node, in rewriter: GraphRewriter) -> Int? {
    switch base {
    case is Convolution: 0
    case let operation as ConvolutionTranspose: operation.groups == 1 ? 1 : nil
    case is Linear: rewriter.type(of: node.results[0]).rank == 2 ? 1 : nil
    default: nil
    }
  }
}
