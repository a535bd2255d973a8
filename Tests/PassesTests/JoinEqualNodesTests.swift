import ModelIR
import Passes
import Testing

struct JoinEqualNodesTests {
  @Test func `nodes that compute the same of the same are one`() throws {
    let graph = try graph(.batch(4)) { builder, x throws in
      let first = try builder.add(Tanh(), try builder.add(Relu(), x))
      let second = try builder.add(Tanh(), try builder.add(Relu(), x))
      return try builder.add(Add(), first, second)
    }
    let rewritten = try result(of: JoinEqualNodes(), on: graph)
    #expect(rewritten.nodes.map(\.operator.definition.name) == ["Relu", "Tanh", "Add"])
    #expect(rewritten.nodes.last?.operands.first == rewritten.nodes.last?.operands.last)
  }

  @Test func `other attributes or operands compute something else`() throws {
    let graph = try graph(.batch(4)) { builder, x throws in
      let first = try builder.add(LeakyRelu(slope: 0.1), x)
      let second = try builder.add(LeakyRelu(slope: 0.2), x)
      return try builder.add(Subtract(), first, try builder.add(Subtract(), second, first))
    }
    #expect(try JoinEqualNodes().run(on: graph) == nil)
  }

  @Test func `random numbers are drawn for each node`() throws {
    let graph = try graph(.batch(4)) { builder, x throws in
      let noise = RandomNormal(shape: [4], elementType: .float32)
      let first = try builder.add(noise)
      return try builder.add(Add(), try builder.add(Add(), x, first), try builder.add(noise))
    }
    #expect(try JoinEqualNodes().run(on: graph) == nil)
  }

  @Test func `two outputs stay two`() throws {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", .batch(4))
    try builder.addOutput(try builder.add(Relu(), x), named: "a")
    try builder.addOutput(try builder.add(Relu(), x), named: "b")
    #expect(try JoinEqualNodes().run(on: builder.graph) == nil)
  }
}
