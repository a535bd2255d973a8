import ConversionKit
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Operators that run graphs of their own.
  mutating func addControlFlow() {
    add(If.self) { operation, node in
      let captures = node.node.operands.indices.dropFirst().map { node[$0] }
      let branches = operation.subgraphs.map { branch in
        node.subgraph(branch, outputTypes: branch.graph.outputTypes, captures: captures)
      }
      node.results(
        "If", [node[0]],
        attributes: [.graph("else_branch", branches[1]), .graph("then_branch", branches[0])])
    }
    add(Loop.self) { operation, node in node.loop(operation) }
  }
}

extension NodeLowering {
  /// The body gets the carried values' types as they are in every iteration: sizes that change are left
  /// open.
  fileprivate mutating func loop(_ operation: Loop) {
    let captureStart = 2 + operation.carriedCount
    let begin = node.operands.indices.prefix(captureStart).map { self[$0] }
    let captures = node.operands.indices.dropFirst(captureStart).map { self[$0] }
    let body = operation.body
    var inputTypes = body.inputs.prefix(captureStart).map { body[$0].type }
    var outputTypes = body.outputTypes
    for index in 0..<operation.carriedCount {
      let common = inputTypes[2 + index].common(with: outputTypes[1 + index])
        .common(with: type(2 + index))
      inputTypes[2 + index] = common
      outputTypes[1 + index] = common
    }
    let written = subgraph(
      operation.subgraphs[0], inputTypes: inputTypes, outputTypes: outputTypes, captures: captures)
    results("Loop", begin, attributes: [.graph("body", written)])
  }
}
