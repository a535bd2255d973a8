import Diagnostics
@testable import ModelIR
import Testing

@Suite struct VerificationTests {
  /// `y = relu(x + w)`.
  private func makeGraph() throws -> Graph {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.float32, [.symbol("batch"), 2]))
    let w = builder.addWeight(try #require(.array([1, 2], .float32)), named: "w")
    builder.path = "layers[1]"
    try builder.addOutput(try builder.add(Relu(), try builder.add(Add(), x, w)), named: "y")
    return builder.graph
  }

  @Test func `a graph as it was built is sound`() throws {
    #expect(try makeGraph().verify().isEmpty)
  }

  @Test func `nodes in an order in which they cannot run are found`() throws {
    var graph = try makeGraph()
    graph.nodes.swapAt(0, 1)
    let findings = graph.verify()
    #expect(findings.contains { $0.message.contains("is used before it is made") })
    #expect(findings.contains { $0.message.contains("does not point back at it") })
    #expect(findings.allSatisfy { $0.code == .malformedGraph })
    #expect(findings.allSatisfy { $0.location.path == "layers[1]" })
  }

  @Test func `a recorded type that is not the inferred one is found`() throws {
    var graph = try makeGraph()
    let result = graph.nodes[0].results[0]
    graph.values[result.index].type = TensorType(.float32, [.symbol("batch"), 3])
    let findings = graph.verify()
    #expect(findings.count == 2)
    #expect(findings[0].message.contains("its operator infers [f32[batch, 2]]"))
  }

  @Test func `an operator that cannot take its operands is found with its own code`() throws {
    var graph = try makeGraph()
    graph.nodes[0].operator = AnyOperator(And())
    #expect(graph.verify().map(\.code) == [.elementTypeMismatch])
    graph.nodes[0].operator = AnyOperator(Relu())
    #expect(graph.verify().map(\.code) == [.arityMismatch])
  }

  @Test func `a node with fewer results than its operator gives is found`() throws {
    var graph = try makeGraph()
    graph.nodes[0].operator = AnyOperator(
      CustomOperator(
        domain: "d", name: "Two",
        resultTypes: [
          TensorType(.float32, [.symbol("batch"), 2]), TensorType(.float32, []),
        ]))
    #expect(graph.verify().map(\.code) == [.malformedGraph])
  }

  @Test func `names that are given twice or empty are found`() throws {
    var graph = try makeGraph()
    graph.values[1].name = "x"
    #expect(graph.verify().map(\.message) == ["the value name 'x' is not unique"])
    graph.values[1].name = ""
    #expect(graph.verify().count == 1)
    graph.values[1].name = "w"
    graph.nodes[1].name = graph.nodes[0].name
    #expect(graph.verify().map(\.message) == ["the node name 'layers[1].Add' is not unique"])
  }

  @Test func `a graph without outputs is found`() throws {
    var graph = try makeGraph()
    graph.outputs = []
    #expect(graph.verify().map(\.message) == ["the graph has no output"])
  }

  @Test func `an output that nothing makes is found`() throws {
    var graph = try makeGraph()
    graph.nodes.removeLast()
    #expect(graph.verify().map(\.message) == ["the output 'y' is never made"])
  }

  @Test func `an input that is a node's result is found`() throws {
    var graph = try makeGraph()
    graph.inputs.append(graph.outputs[0])
    #expect(graph.verify().map(\.message) == ["'y' is listed as an input and is none"])
  }

  @Test func `a weight of another type than its value is found`() throws {
    var graph = try makeGraph()
    graph.values[1].origin = .weight(.integers([1, 2]))
    #expect(
      graph.verify().map(\.message) == ["the weight 'w' does not have its value's type"])
  }
}
