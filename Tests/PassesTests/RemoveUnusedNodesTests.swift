import Diagnostics
import ModelIR
import Passes
import Testing

struct RemoveUnusedNodesTests {
  @Test func `nodes and weights that reach no output go`() throws {
    let graph = try graph(.batch(3)) { builder, x throws in
      let weight = builder.addWeight(.zeros(3, 4), named: "weight")
      let unused = try builder.add(Linear(), x, weight)
      try builder.add(Relu(), unused)
      return try builder.add(Relu(), x)
    }
    let rewritten = try result(of: RemoveUnusedNodes(), on: graph)
    #expect(
      rewritten.text == """
        graph(%x: f32[batch, 3]) {
          %y: f32[batch, 3] = Relu(%x)
          return %y
        }

        """)
    #expect(rewritten.values.count == 2)
  }

  @Test func `an input that nothing takes stays`() throws {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", .batch(3))
    let unused = builder.addInput(named: "state", .batch(5))
    try builder.add(Relu(), unused)
    try builder.addOutput(try builder.add(Relu(), x), named: "y")
    let rewritten = try result(of: RemoveUnusedNodes(), on: builder.graph)
    #expect(rewritten.inputs.map { rewritten[$0].name } == ["x", "state"])
    #expect(rewritten.nodes.count == 1)
  }

  @Test func `a node with one used result of two stays`() throws {
    let graph = try graph(.batch(6)) { builder, x throws in
      try builder.addNode(Split(axis: 1, sizes: [2, 4]), [x])[1]
    }
    #expect(try RemoveUnusedNodes().run(on: graph) == nil)
  }
}
