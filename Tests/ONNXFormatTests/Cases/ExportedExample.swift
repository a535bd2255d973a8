import ConversionKit
import Diagnostics
import ModelIR

@testable import ONNXFormat

/// A model of one node that is written to memory.
struct ExportedExample {
  let model: Model
  let onnx: ONNXModel

  /// Writes an example; every operand is an input of the graph.
  init(_ example: OperatorExample, opset: Int, metadata: [MetadataEntry] = []) throws {
    model = try Self.model(of: example)
    onnx = try ONNXExporter(producerVersion: "test").onnxModel(
      of: model,
      options: ExportOptions(opset: opset, provenance: Provenance(entries: metadata)))
  }

  /// A graph of the example's operator with an input for each operand.
  static func model(of example: OperatorExample) throws -> Model {
    var builder = GraphBuilder()
    let definition = AnyOperator(example.operator).definition
    builder.path = "layers[0]"
    builder.layerText = definition.name
    var operands: [ValueID?] = []
    for (index, type) in example.operands.enumerated() {
      let isNamed =
        index < definition.operands.count && definition.operands[index].presence != .variadic
      let name = isNamed ? definition.operands[index].name : "operand\(index)"
      operands.append(type.map { builder.addInput(named: name, $0) })
    }
    let results = try builder.addNode(example.operator, operands)
    for (index, result) in results.enumerated() {
      let isNamed = index < definition.results.count && definition.results.count > 1
      try builder.addOutput(result, named: isNamed ? definition.results[index] : "y\(index)")
    }
    return Model(graph: builder.graph, name: definition.name)
  }
}

/// The operators' own examples and ``OperatorCases``, with a name for each.
enum AllExamples {
  static let list: [(name: String, example: OperatorExample)] = {
    let own = OperatorCatalog.operators.flatMap { $0.examples }
    // What ONNX cannot express has tests of its own.
    let expressible = (own + OperatorCases.list).filter { example in
      !(example.operator is CustomOperator)
        && (example.operands + example.results).allSatisfy { $0?.elementType.isComplex != true }
    }
    return expressible.enumerated().map { index, example in
      let number = String(index + 1000).dropFirst()
      return ("\(number)-\(AnyOperator(example.operator).definition.name)", example)
    }
  }()
}
