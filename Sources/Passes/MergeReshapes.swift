public import Diagnostics
public import ModelIR

/// Joins reshapes, flattens, squeezes and unsqueezes that follow each other into one reshape, and
/// removes those that change no size.
///
/// Only the first operand's and the last result's sizes matter, since none moves an element. Two nodes
/// are joined where nothing else takes the result between them and the last sizes can be said exactly:
/// numbers, sizes at the same place of the operand, and at most one that is inferred.
public struct MergeReshapes: Pass {
  public let id = "merge-reshapes"
  public let summary = "joins reshapes, flattens, squeezes and unsqueezes that follow each other"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      guard node.operator.onlyChangesSizes, let operand = node.operands[0] else { continue }
      let result = node.results[0]
      let type = rewriter.type(of: result)
      if let producer = rewriter.producer(of: operand), producer.operator.onlyChangesSizes,
        rewriter.originalUseCount(of: operand) == 1, let origin = producer.operands[0]
      {
        if rewriter.type(of: origin).isProvablyEqual(to: type) {
          replace(result, of: id, by: origin, in: &rewriter)
        } else if let reshape = Reshape(from: rewriter.type(of: origin), to: type) {
          rewriter.replace(id, with: reshape, operands: [origin])
        }
      } else if rewriter.type(of: operand).isProvablyEqual(to: type) {
        replace(result, of: id, by: operand, in: &rewriter)
      } else if node.operator.base is DynamicReshape,
        let reshape = Reshape(from: rewriter.type(of: operand), to: type)
      {
        rewriter.replace(id, with: reshape, operands: [operand])
      }
    }
    return try rewriter.finished()
  }

  private func replace(
    _ result: ValueID, of id: NodeID, by origin: ValueID, in rewriter: inout GraphRewriter
  ) {
    if rewriter.canSubstitute(origin, for: result) {
      rewriter.substitute(origin, for: result)
    } else {
      rewriter.replace(id, with: Identity(), operands: [origin])
    }
  }
}

extension AnyOperator {
  /// Whether the operator keeps all elements in their row-major order.
  fileprivate var onlyChangesSizes: Bool {
    base is Reshape || base is Flatten || base is Squeeze || base is Unsqueeze
      || base is DynamicReshape
  }
}

extension TensorType {
  /// Whether both types are the same for every value of the symbols.
  func isProvablyEqual(to other: TensorType) -> Bool {
    elementType == other.elementType && rank == other.rank
      && zip(shape.dimensions, other.shape.dimensions).allSatisfy { $0.isProvablyEqual(to: $1) }
  }
}

extension Reshape {
  /// The reshape between two types, or nothing if it cannot say the second exactly.
  fileprivate init?(from operand: TensorType, to result: TensorType) {
    var target: [ReshapeDimension] = []
    for (axis, dimension) in result.shape.dimensions.enumerated() {
      if axis < operand.rank, !dimension.isFixed,
        dimension.isProvablyEqual(to: operand.shape[axis])
      {
        target.append(.copied(fromAxis: axis))
      } else if let size = dimension.size, size != 0 {
        target.append(.size(size))
      } else if dimension.isFixed || target.contains(.inferred) {
        return nil
      } else {
        target.append(.inferred)
      }
    }
    self.init(target: target)
    guard let types = try? OperandTypes([operand], of: Self.definition),
      let inferred = try? inferResults(types), inferred == [result]
    else { return nil }
  }
}
