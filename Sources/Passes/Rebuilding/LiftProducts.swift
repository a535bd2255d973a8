public import Diagnostics
public import ModelIR

/// Lets dense layers and matrix products work on all leading axes, where they are joined before and
/// parted behind.
///
/// Programs whose operators were taken apart have products of two and three axes only.
public struct LiftProducts: Pass {
  public let id = "lift-products"
  public let summary = "removes the reshapes around products that work on more axes"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      if node.operator.base is MatMul { takeUnrepeated(node, id, in: &rewriter) }
      guard node.operator.keepsElementOrder, let operand = node.operands.first, let operand,
        rewriter.originalUseCount(of: operand) == 1, let product = rewriter.producer(of: operand)
      else { continue }
      let result = rewriter.type(of: node.results[0]).shape
      switch product.operator.base {
      case is Linear: lift(Linear(), product, to: id, result, in: &rewriter)
      case is MatMul:
        if let right = product.operands[1], rewriter.type(of: right).rank == 2 {
          lift(MatMul(), product, to: id, result, in: &rewriter)
        } else {
          liftBoth(product, to: id, result, in: &rewriter)
        }
      default: continue
      }
    }
    return try rewriter.finished()
  }

  /// A product of operands that were repeated along axes that it repeats anyway.
  private func takeUnrepeated(_ node: Node, _ id: NodeID, in rewriter: inout GraphRewriter) {
    var operands = node.operands
    for index in operands.indices {
      guard let operand = operands[index], let producer = rewriter.producer(of: operand),
        producer.operator.base is Expand || producer.operator.base is DynamicExpand,
        let source = producer.operands.first, let source, rewriter.type(of: source).rank >= 2
      else { continue }
      var shorter = operands
      shorter[index] = source
      let types = shorter.map { $0.map(rewriter.type(of:)) }
      guard let checked = try? OperandTypes(types, of: MatMul.definition),
        let inferred = try? MatMul().inferResults(checked), inferred.count == 1,
        inferred[0].isProvablyEqual(to: rewriter.type(of: node.results[0]))
      else { continue }
      operands = shorter
    }
    if operands != node.operands { rewriter.replace(id, with: MatMul(), operands: operands) }
  }

  /// A product with one matrix.
  private func lift(
    _ operation: some Operator, _ product: Node, to id: NodeID, _ result: Shape,
    in rewriter: inout GraphRewriter
  ) {
    guard let joined = product.operands[0], let right = product.operands[1],
      let x = rewriter.origin(of: joined)
    else { return }
    let shape = rewriter.type(of: x).shape
    let columns = rewriter.type(of: right).shape[1]
    guard shape.rank >= 2, rewriter.type(of: joined).shape.agrees(with: shape, last: 1),
      result.agrees(with: Shape(shape.dimensions.dropLast() + [columns]))
    else { return }
    rewriter.replace(id, with: operation, operands: [x] + product.operands.dropFirst())
  }

  /// A product of as many matrices on both sides.
  private func liftBoth(
    _ product: Node, to id: NodeID, _ result: Shape, in rewriter: inout GraphRewriter
  ) {
    var sources: [ValueID] = []
    for case let joined? in product.operands {
      guard let source = rewriter.origin(of: joined) else { return }
      let shape = rewriter.type(of: source).shape
      guard rewriter.type(of: joined).rank == 3, shape.rank == result.rank, shape.rank >= 2,
        rewriter.type(of: joined).shape.agrees(with: shape, last: 2),
        Shape(Array(shape.dimensions.dropLast(2)))
          .agrees(with: Shape(Array(result.dimensions.dropLast(2))))
      else { return }
      sources.append(source)
    }
    guard sources.count == 2 else { return }
    let rows = rewriter.type(of: sources[0]).shape.dimensions.suffix(2).dropLast()
    let columns = rewriter.type(of: sources[1]).shape.dimensions.suffix(1)
    guard Shape(Array(result.dimensions.suffix(2))).agrees(with: Shape(Array(rows + columns)))
    else { return }
    rewriter.replace(id, with: MatMul(), operands: sources)
  }
}

extension GraphRewriter {
  /// What a reshape takes, if a value is the result of one.
  fileprivate func origin(of id: ValueID) -> ValueID? {
    guard let node = producer(of: id), node.operator.keepsElementOrder else { return nil }
    return node.operands.first ?? nil
  }
}

extension AnyOperator {
  /// Whether the operator keeps all elements in their row-major order.
  fileprivate var keepsElementOrder: Bool {
    base is Reshape || base is DynamicReshape || base is Flatten || base is Squeeze
      || base is Unsqueeze
  }
}

extension Shape {
  /// Whether both shapes are the same for every value of the symbols.
  fileprivate func agrees(with other: Shape) -> Bool {
    rank == other.rank
      && zip(dimensions, other.dimensions).allSatisfy { $0.isProvablyEqual(to: $1) }
  }

  /// Whether the last axes of both are the same.
  fileprivate func agrees(with other: Shape, last count: Int) -> Bool {
    rank >= count && other.rank >= count
      && zip(dimensions.suffix(count), other.dimensions.suffix(count))
        .allSatisfy { $0.isProvablyEqual(to: $1) }
  }
}
