public import Diagnostics
public import ModelIR

/// Replaces nodes whose results are known before the model runs by weights.
///
/// Numbers are computed where the result is small. Other views of a weight may have any size, if nothing
/// takes the weight as it is: it would be written twice. Sizes that are numbers are known whatever the
/// tensor holds.
public struct FoldConstants: Pass {
  public let id = "fold-constants"
  public let summary = "replaces nodes that give the same in every run by weights"

  /// Makes the pass.
  public init() {}

  public func run(on graph: Graph) throws(Diagnostic) -> Graph? {
    var rewriter = GraphRewriter(graph)
    let viewed = weightsWithViewsOnly(graph)
    var literals: [Weight: ValueID] = [:]
    for id in rewriter.nodeIDs {
      let node = rewriter[id]
      guard let results = results(of: node, viewed: viewed, in: rewriter) else { continue }
      for (weight, original) in zip(results, node.results) {
        let isSmall = weight.byteCount <= 1024
        let value =
          (isSmall ? literals[weight] : nil)
          ?? rewriter.addWeight(weight, named: name(of: node, original, in: rewriter))
        if isSmall { literals[weight] = value }
        rewriter.substitute(value, for: original)
      }
    }
    return try rewriter.finished()
  }

  private func results(
    of node: Node, viewed: Set<ValueID>, in rewriter: GraphRewriter
  ) -> [Weight]? {
    let operation = node.operator.base
    let resultTypes = node.results.map { rewriter.type(of: $0) }
    let outputs = Set(rewriter.outputs)
    guard !(operation is any ControlFlowOperator), !node.results.contains(where: outputs.contains)
    else { return nil }
    if let sizes = sizes(node, in: rewriter) { return [sizes] }
    if let literal = (operation as? Constant)?.literal { return [literal] }
    var operands: [Weight] = []
    for operand in node.operands {
      guard let operand, let weight = rewriter.weight(operand) else { return nil }
      operands.append(weight)
    }
    guard
      let results = ConstantEvaluation(
        operation: operation, operands: operands, resultTypes: resultTypes
      ).results(), results.count == resultTypes.count,
      zip(results, resultTypes).allSatisfy({
        $1 == TensorType($0.elementType, Shape(fixed: $0.shape))
      })
    else { return nil }
    // What else takes the weight may take it in the same order, which another pass sees.
    if node.operator.base is Transpose, let operand = node.operands[0],
      rewriter.originalUseCount(of: operand) > 1
    {
      return nil
    }
    // A large tensor in two orders would be written twice.
    if ConstantEvaluation.isView(operation), let operand = node.operands[0],
      !viewed.contains(operand),
      results.contains(where: { $0.byteCount > ConstantEvaluation.mostByteCount })
    {
      return nil
    }
    return results
  }

  /// The sizes that a node asks for, where they are numbers.
  private func sizes(_ node: Node, in rewriter: GraphRewriter) -> Weight? {
    guard let operand = node.operands.first, let operand else { return nil }
    let shape = rewriter.type(of: operand).shape
    switch node.operator.base {
    case let operation as ShapeOf:
      let asked = Shape(Array(shape.dimensions[operation.start..<(operation.end ?? shape.rank)]))
      return asked.sizes.map { Weight.integers($0) }
    case is SizeOf: return shape.elementCount.size.map { Weight.scalar(integer: $0) }
    default: return nil
    }
  }

  /// A view keeps the weight's own name.
  private func name(of node: Node, _ result: ValueID, in rewriter: GraphRewriter) -> String {
    guard ConstantEvaluation.isView(node.operator.base), let operand = node.operands[0] else {
      return rewriter.name(of: result)
    }
    return rewriter.name(of: operand)
  }

  /// The weights of which all uses are views that are no larger together.
  private func weightsWithViewsOnly(_ graph: Graph) -> Set<ValueID> {
    var byteCounts: [ValueID: Int] = [:]
    var others = Set(graph.outputs)
    for node in graph.nodes {
      // One order for all is the matter of another pass.
      let isView =
        ConstantEvaluation.isView(node.operator.base) && !(node.operator.base is Transpose)
      for case let operand? in node.operands where graph[operand].weight != nil {
        guard isView else {
          others.insert(operand)
          continue
        }
        for result in node.results {
          let type = graph[result].type
          let byteCount = type.shape.sizes.flatMap {
            byteCountOfTensor(type.elementType, shape: $0)
          }
          let (sum, overflow) = byteCounts[operand, default: 0].addingReportingOverflow(
            byteCount ?? .max)
          byteCounts[operand] = overflow ? .max : sum
        }
      }
    }
    return Set(
      byteCounts.filter { id, byteCount in
        !others.contains(id) && byteCount <= graph[id].weight?.byteCount ?? 0
      }.keys)
  }
}
