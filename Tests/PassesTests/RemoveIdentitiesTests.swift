import Diagnostics
import ModelIR
import Passes
import Testing

struct RemoveIdentitiesTests {
  @Test func `an identity between nodes goes and the output keeps its name`() throws {
    let graph = try graph(.batch(3)) { builder, x throws in
      let h = try builder.add(Relu(), try builder.add(Identity(), x))
      return try builder.add(Identity(), h)
    }
    #expect(
      try result(of: RemoveIdentities(), on: graph).text == """
        graph(%x: f32[batch, 3]) {
          %y: f32[batch, 3] = Relu(%x)
          return %y
        }

        """)
  }

  @Test func `an identity stays where it makes an input an output`() throws {
    let graph = try graph(.batch(3)) { builder, x in x }
    #expect(try RemoveIdentities().run(on: graph) == nil)
  }

  @Test func `an identity stays where it makes a weight an output`() throws {
    let graph = try graph(.batch(3)) { builder, x in
      builder.addWeight(.zeros(2), named: "weight")
    }
    #expect(try RemoveIdentities().run(on: graph) == nil)
  }

  @Test func `two outputs of one value stay two`() throws {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", .batch(3))
    let h = try builder.add(Relu(), x)
    try builder.addOutput(h, named: "a")
    try builder.addOutput(h, named: "b")
    #expect(try RemoveIdentities().run(on: builder.graph) == nil)
  }

  @Test func `two identities of one value leave one of two outputs`() throws {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", .batch(3))
    let h = try builder.add(Relu(), x)
    try builder.addOutput(try builder.add(Identity(), h), named: "a")
    try builder.addOutput(try builder.add(Identity(), h), named: "b")
    #expect(
      try result(of: RemoveIdentities(), on: builder.graph).text == """
        graph(%x: f32[batch, 3]) {
          %a: f32[batch, 3] = Relu(%x)
          %b: f32[batch, 3] = Identity(%a)
          return %a, %b
        }

        """)
  }
}
