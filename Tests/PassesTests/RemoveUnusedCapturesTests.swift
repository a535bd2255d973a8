import ModelIR
import Passes
import Testing

struct RemoveUnusedCapturesTests {
  @Test func `what no branch takes is not given and not computed`() throws {
    var then = GraphBuilder()
    let x = then.addInput(named: "x", .batch(4))
    let unused = then.addInput(named: "unused", .batch(4))
    _ = try then.add(Tanh(), unused)
    try then.addOutput(try then.add(Relu(), x), named: "y")
    var otherwise = GraphBuilder()
    let z = otherwise.addInput(named: "x", .batch(4))
    _ = otherwise.addInput(named: "unused", .batch(4))
    try otherwise.addOutput(try otherwise.add(Negate(), z), named: "y")
    let graph = try graph(.batch(4)) { builder, x throws in
      let condition = builder.addConstant(Weight(.bool, shape: [], bytes: [1]))
      let other = try builder.add(Exp(), x)
      return try builder.add(
        If(thenBranch: then.graph, elseBranch: otherwise.graph), condition, x, other)
    }
    let rewritten = try PassPipeline.standard.run(on: graph)
    #expect(rewritten.nodes.map { $0.operator.definition.name } == ["If"])
    #expect(rewritten.nodes[0].operands.count == 2)
    #expect(rewritten.subgraphs.map(\.graph.inputs.count) == [1, 1])
  }
}
