import ConversionKit
import Diagnostics
import ModelIR

/// Writes a graph's nodes as ONNX operators.
///
/// - Throws: a ``DiagnosticList`` of every use that cannot be written.
func loweredToONNX(
  _ model: Model, opset: Int, table: LoweringTable<NodeLowering>
) throws(DiagnosticList) -> ONNXGraph {
  let graph = model.graph
  var lowering = NodeLowering(graph, name: model.name.isEmpty ? "model" : model.name, opset: opset)
  var problems: [Diagnostic] = []
  for node in graph.nodes {
    do throws(Diagnostic) {
      try lower(node, of: graph, opset: opset, table: table, in: &lowering)
    } catch {
      problems.append(error)
    }
  }
  if let list = DiagnosticList(problems) { throw list }
  var output = lowering.output
  output.inputs = graph.inputs.map { ONNXValueInfo(name: graph[$0].name, type: graph[$0].type) }
  output.outputs = graph.outputs.map { ONNXValueInfo(name: graph[$0].name, type: graph[$0].type) }
  return output
}

private func lower(
  _ node: Node, of graph: Graph, opset: Int, table: LoweringTable<NodeLowering>,
  in lowering: inout NodeLowering
) throws(Diagnostic) {
  let values = node.operands.compactMap(\.self) + node.results
  let elementTypes = values.map { graph[$0].type.elementType }
  lowering.begin(
    node,
    promoting: ElementPromotion(
      node.operator.base, elementTypes: elementTypes, opset: opset))
  for elementType in elementTypes {
    guard elementType.isCarriedByONNX else {
      throw Diagnostic(
        .onnxUnsupportedType, "ONNX has no elements of type \(elementType)",
        at: Location(path: node.source.isEmpty ? node.name : node.source))
    }
    if opset < elementType.firstONNXOpset {
      throw lowering.needs(opset: elementType.firstONNXOpset, "the element type \(elementType)")
    }
    if elementType.isComplex && !ElementPromotion.moves(node.operator.base) {
      throw Diagnostic(
        .onnxUnsupportedType,
        "\(node.operator.definition.name): ONNX only moves elements of type \(elementType)",
        at: Location(path: node.source.isEmpty ? node.name : node.source))
    }
  }
  guard try table.lower(node.operator, in: &lowering) else {
    let name = (node.operator.base as? CustomOperator)?.name ?? node.operator.definition.name
    throw lowering.unsupported("no ONNX operators compute '\(name)'")
  }
  lowering.end()
}
