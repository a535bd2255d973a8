import ModelIR
import Passes
import Testing

struct SubgraphPassTests {
  private func branch(_ body: (inout GraphBuilder, ValueID) throws -> ValueID) throws -> Graph {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", .batch(4))
    try builder.addOutput(try body(&builder, x), named: "y")
    return builder.graph
  }

  @Test func `passes run in graphs inside nodes too`() throws {
    let then = try branch { builder, x throws in
      let turned = try builder.add(Transpose(axes: [1, 0]), x)
      return try builder.add(Relu(), try builder.add(Transpose(axes: [1, 0]), turned))
    }
    let otherwise = try branch { builder, x throws in
      try builder.add(Tanh(), try builder.add(Cast(to: .float32), x))
    }
    let graph = try graph(.batch(4)) { builder, x throws in
      let condition = builder.addConstant(Weight(.bool, shape: [], bytes: [1]))
      let known = try builder.add(If(thenBranch: then, elseBranch: otherwise), condition, x)
      return try builder.add(Add(), x, known)
    }
    let rewritten = try PassPipeline.standard.run(on: graph)
    #expect(
      rewritten.text == """
        graph(%x: f32[batch, 4]) {
          %constant = weight bool[] [1.0]
          %If.y: f32[batch, 4] = If(%constant, %x)
            thenBranch(%x: f32[batch, 4]) {
              %y: f32[batch, 4] = Relu(%x)
              return %y
            }
            elseBranch(%x: f32[batch, 4]) {
              %y: f32[batch, 4] = Tanh(%x)
              return %y
            }
          %y: f32[batch, 4] = Add(%x, %If.y)
          return %y
        }

        """)
    #expect(rewritten.totalNodeCount == 4)
  }

  @Test func `what a captured value is made of stays`() throws {
    let inner = try branch { builder, x throws in try builder.add(Relu(), x) }
    let graph = try graph(.batch(4)) { builder, x throws in
      let condition = builder.addConstant(Weight(.bool, shape: [], bytes: [1]))
      let made = try builder.add(Tanh(), x)
      return try builder.add(If(thenBranch: inner, elseBranch: inner), condition, made)
    }
    #expect(try PassPipeline.standard.run(on: graph) == graph)
  }
}
