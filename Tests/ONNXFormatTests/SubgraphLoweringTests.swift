import ConversionKit
import Diagnostics
import ModelIR
import Testing

@testable import ONNXFormat

@Suite struct SubgraphLoweringTests {
  private static let vector = TensorType(.float32, [.symbol("n")])

  /// A graph of one input `x` and the output `y`.
  private func branch(_ body: (inout GraphBuilder, ValueID) throws -> ValueID) throws -> Graph {
    var builder = GraphBuilder()
    builder.path = "inside"
    let x = builder.addInput(named: "x", Self.vector)
    try builder.addOutput(try body(&builder, x), named: "y")
    return builder.graph
  }

  private func exported(_ then: Graph, _ otherwise: Graph) throws -> ONNXGraph {
    var builder = GraphBuilder()
    let condition = builder.addInput(named: "condition", TensorType(.bool, []))
    let x = builder.addInput(named: "x", Self.vector)
    let operation = If(thenBranch: then, elseBranch: otherwise)
    try builder.addOutput(try builder.add(operation, condition, x), named: "y")
    return try ONNXExporter(producerVersion: "test").onnxModel(
      of: Model(graph: builder.graph, name: "m"), options: ExportOptions()
    ).graph
  }

  private func subgraph(_ graph: ONNXGraph, _ name: String) throws -> ONNXGraph {
    let attribute = try #require(graph.nodes.last?.attributes.first { $0.name == name })
    guard case .graph(let inside) = attribute.value else {
      throw Diagnostic(.malformedGraph, "\(name) is no graph")
    }
    return inside
  }

  @Test func `captures keep their outer names and every other name is its own`() throws {
    let same = try branch { builder, x throws in try builder.add(Tanh(), x) }
    let graph = try exported(same, same)
    let then = try subgraph(graph, "then_branch")
    let otherwise = try subgraph(graph, "else_branch")
    #expect(then.inputs.isEmpty && otherwise.inputs.isEmpty)
    #expect(then.nodes.map(\.inputs) == [["x"]])
    #expect(then.nodes.map(\.outputs) == [["y_1"]])
    #expect(otherwise.nodes.map(\.outputs) == [["y_2"]])
    #expect(then.nodes.map(\.name) != otherwise.nodes.map(\.name))
    #expect(graph.nodes.map(\.inputs) == [["condition"]])
    #expect(graph.totalNodeCount == 3)
  }

  @Test func `tensors of graphs inside stay in the outermost`() throws {
    let scaled = try branch { builder, x throws in
      let weight = builder.addWeight(try #require(.array([2], .float32)), named: "weight")
      return try builder.add(QuickGelu(), try builder.add(Multiply(), x, weight))
    }
    let graph = try exported(scaled, scaled)
    #expect(
      graph.initializers.map(\.name) == [
        "inside.weight", "constant.f32.1.702", "inside.weight_1",
      ])
    #expect(try subgraph(graph, "then_branch").initializers.isEmpty)
  }

  @Test func `what cannot be written inside is named with the rest`() throws {
    let custom = try branch { builder, x throws in
      try builder.add(
        CustomOperator(domain: "d", name: "Unknown", resultTypes: [Self.vector]), x)
    }
    let error = #expect(throws: DiagnosticList.self) { try exported(custom, custom) }
    #expect(
      error?.diagnostics.map(\.code) == [.onnxUnsupportedOperator, .onnxUnsupportedOperator])
    #expect(error?.diagnostics.map(\.location.path) == ["inside", "inside"])
  }

  @Test func `a loop's body has its own inputs and open sizes where they change`() throws {
    let open = TensorType(.float32, [.unknown])
    var body = GraphBuilder()
    _ = body.addInput(named: "iteration", TensorType(.int64, []))
    let condition = body.addInput(named: "condition", TensorType(.bool, []))
    let total = body.addInput(named: "total", open)
    let step = body.addInput(named: "step", Self.vector)
    try body.addOutput(condition, named: "goesOn")
    try body.addOutput(try body.add(Concat(axis: 0), total, step), named: "next")
    var builder = GraphBuilder()
    let count = builder.addInput(named: "count", TensorType(.int64, []))
    let x = builder.addInput(named: "x", Self.vector)
    let results = try builder.addNode(
      Loop(body: body.graph, carriedCount: 1), [count, nil, x, x])
    try builder.addOutput(results[0], named: "y")
    let graph = try ONNXExporter(producerVersion: "test").onnxModel(
      of: Model(graph: builder.graph, name: "m"), options: ExportOptions()
    ).graph
    #expect(graph.nodes.map(\.inputs) == [["count", "", "x"]])
    let written = try subgraph(graph, "body")
    #expect(written.inputs.map(\.name) == ["iteration", "condition", "total"])
    #expect(written.inputs.last?.type == open)
    #expect(written.outputs.map(\.type) == [TensorType(.bool, []), open])
    #expect(written.nodes.last?.inputs == ["total", "x"])
  }
}
