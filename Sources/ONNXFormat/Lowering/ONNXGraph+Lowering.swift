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
  var lowering = NodeLowering(
    graph, name: model.name.isEmpty ? "model" : model.name, opset: opset, table: table)
  for node in graph.nodes { lowering.lower(node) }
  if let list = DiagnosticList(lowering.problems) { throw list }
  var output = lowering.output
  output.inputs = graph.inputs.map { ONNXValueInfo(name: graph[$0].name, type: graph[$0].type) }
  output.outputs = graph.outputs.map { ONNXValueInfo(name: graph[$0].name, type: graph[$0].type) }
  return output
}

extension NodeLowering {
  /// Writes a node, or notes why it cannot be written.
  mutating func lower(_ node: Node) {
    do throws(Diagnostic) {
      try write(node)
    } catch {
      problems.append(error)
    }
  }

  private mutating func write(_ node: Node) throws(Diagnostic) {
    let values = node.operands.compactMap(\.self) + node.results
    let elementTypes = values.map { graph[$0].type.elementType }
    begin(
      node,
      promoting: ElementPromotion(node.operator.base, elementTypes: elementTypes, opset: opset))
    for elementType in elementTypes {
      guard elementType.isCarriedByONNX else {
        throw Diagnostic(
          .onnxUnsupportedType, "ONNX has no elements of type \(elementType)",
          at: Location(path: node.source.isEmpty ? node.name : node.source))
      }
      if opset < elementType.firstONNXOpset {
        throw needs(opset: elementType.firstONNXOpset, "the element type \(elementType)")
      }
      if elementType.isComplex && !ElementPromotion.moves(node.operator.base) {
        throw Diagnostic(
          .onnxUnsupportedType,
          "\(node.operator.definition.name): ONNX only moves elements of type \(elementType)",
          at: Location(path: node.source.isEmpty ? node.name : node.source))
      }
    }
    guard try table.lower(node.operator, in: &self) else {
      let name = (node.operator.base as? CustomOperator)?.name ?? node.operator.definition.name
      throw unsupported("no ONNX operators compute '\(name)'")
    }
    end()
  }
}
