public import Diagnostics
public import ModelIR

/// Replaces the products and the softmax that attention is made of by attention.
///
/// What is recognised is `softmax(scale · query · keyᵀ + mask) · value`, the scale wherever it stands,
/// with zeros in the place of rows in which the mask leaves no key or without. Nothing else may take
/// what is computed between.
public struct RebuildAttention: Pass {
  public let id = "rebuild-attention"
  public let summary = "replaces products and a softmax that make up attention by attention"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      guard node.operator.base is MatMul, let weights = node.operands[0],
        let value = node.operands[1], let scores = rewriter.softmaxOperand(weights)
      else { continue }
      var found = rewriter.scaledProduct(scores, isTakenTwice: true)
      var mask: ValueID?
      if found == nil, let (_, terms) = rewriter.shared(Add.self, scores), terms.count == 2 {
        for (product, other) in [(terms[0], terms[1]), (terms[1], terms[0])] where found == nil {
          guard let product, let other else { continue }
          found = rewriter.scaledProduct(product, isTakenTwice: false)
          mask = rewriter.plainMask(other)
        }
      }
      guard let found else { continue }
      let attention = ScaledDotProductAttention(scale: found.scale)
      let operands = [found.query, found.key, value, mask]
      let result = rewriter.type(of: node.results[0])
      guard
        let types = try? OperandTypes(
          operands.map { $0.map(rewriter.type(of:)) }, of: ScaledDotProductAttention.definition),
        let inferred = try? attention.inferResults(types), inferred.count == 1,
        inferred[0].isProvablyEqual(to: result)
      else { continue }
      rewriter.replace(id, with: attention, operands: mask == nil ? operands.dropLast() : operands)
    }
    return try rewriter.finished()
  }
}

extension GraphRewriter {
  /// What a softmax over the last axis takes, also behind the zeros for rows without a key.
  fileprivate func softmaxOperand(_ weights: ValueID) -> ValueID? {
    var weights = weights
    var condition: ValueID?
    var takesShape = false
    if let (_, operands) = inner(Where.self, weights), operands.count == 3,
      isZero(operands[1]), let safe = operands[2]
    {
      condition = operands[0]
      weights = safe
      takesShape = shared(FillLike.self, operands[1])?.operands.first == safe
    }
    // The zeros may be made of the softmax's shape.
    guard let (softmax, operands) = shared(Softmax.self, weights),
      originalUseCount(of: weights) == (takesShape ? 2 : 1),
      softmax.axis == type(of: weights).rank - 1, let scores = operands.first, let scores
    else { return nil }
    let uses = originalUseCount(of: scores)
    guard let condition else { return uses == 1 ? scores : nil }
    return uses == 2 && isRowWithoutKey(condition, scores) ? scores : nil
  }

  /// A mask of truth values, if numbers are made of one: 0 where it is true, else −∞.
  fileprivate func plainMask(_ mask: ValueID) -> ValueID {
    guard let (_, operands) = shared(Where.self, mask), operands.count == 3,
      let condition = operands[0], isZero(operands[1]), number(operands[2]) == -.infinity
    else { return mask }
    return condition
  }

  /// Whether a value is all zeros.
  private func isZero(_ id: ValueID?) -> Bool {
    if let number = number(id) { return number == 0 }
    if let (fill, _) = shared(FillLike.self, id) { return fill.value == 0 }
    if let (fill, _) = shared(Fill.self, id) { return fill.value == 0 }
    if let (fill, _) = shared(DynamicFill.self, id) { return fill.value == 0 }
    if let (_, operands) = shared(Expand.self, id) { return number(operands.first ?? nil) == 0 }
    if let (_, operands) = shared(DynamicExpand.self, id) {
      return number(operands.first ?? nil) == 0
    }
    return false
  }

  /// `not any(not (scores = −∞))` over the last axis.
  private func isRowWithoutKey(_ id: ValueID, _ scores: ValueID) -> Bool {
    guard let (_, outer) = inner(Not.self, id), let (any, hidden) = inner(ReduceAny.self, outer[0]),
      any.keepsAxes, any.axes == [type(of: scores).rank - 1],
      let (_, inside) = inner(Not.self, hidden[0]), let (_, sides) = inner(Equal.self, inside[0]),
      sides.count == 2
    else { return false }
    return sides[0] == scores && number(sides[1]) == -.infinity
      || sides[1] == scores && number(sides[0]) == -.infinity
  }

  /// The parts of `scale · query · keyᵀ`.
  fileprivate func scaledProduct(
    _ scores: ValueID, isTakenTwice: Bool
  ) -> (query: ValueID, key: ValueID, scale: Double)? {
    var (scale, values) = factors(of: scores, isRoot: isTakenTwice)
    guard values.count == 1,
      let (_, sides) = isTakenTwice && values[0] == scores
        ? shared(MatMul.self, values[0]) : inner(MatMul.self, values[0]),
      sides.count == 2, let left = sides[0], let right = sides[1]
    else { return nil }
    let query = factors(of: left)
    var key = factors(of: right)
    guard query.values.count == 1, key.values.count == 1,
      let (transpose, operands) = inner(Transpose.self, key.values[0]),
      transpose.swapsLastAxes, let inside = operands.first, let inside
    else { return nil }
    scale *= query.number * key.number
    key = factors(of: inside)
    guard key.values.count == 1 else { return nil }
    scale *= key.number
    guard type(of: query.values[0]).isProvablyEqual(to: type(of: left)),
      type(of: key.values[0]).isProvablyEqual(to: type(of: inside)), scale.isFinite
    else { return nil }
    return (query.values[0], key.values[0], scale)
  }
}

extension Transpose {
  /// Whether the last two axes change places and no others.
  fileprivate var swapsLastAxes: Bool {
    guard axes.count >= 2 else { return false }
    var order = Array(axes.indices)
    order.swapAt(order.count - 1, order.count - 2)
    return axes == order
  }
}
