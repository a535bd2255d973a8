import ModelIR
import Passes
import Testing

struct RemoveNoOperationsTests {
  @Test func `what leaves its operand unchanged goes`() throws {
    let batch = Dimension.symbol("batch")
    let graph = try graph(.batch(4)) { builder, x throws in
      let one = builder.addConstant(try #require(.scalar(1, .float32)))
      let zero = builder.addConstant(try #require(.scalar(0, .float32)))
      let sizes = try builder.add(ShapeOf(), x)
      var y = try builder.add(Expand(target: [.kept, .size(4)]), x)
      y = try builder.add(DynamicExpand(shape: [batch, 4]), y, sizes)
      y = try builder.add(DynamicReshape(shape: [batch, 4]), y, sizes)
      y = try builder.add(Cast(to: .float32), y)
      y = try builder.add(Slice(axis: 1, start: 0, end: 9), y)
      y = try builder.add(Slice(axis: 0, start: 0, end: nil), y)
      y = try builder.add(Pad(before: [0, 0], after: [0, 0], mode: .edge), y)
      y = try builder.add(Concat(axis: 1), y)
      y = try builder.add(Multiply(), one, y)
      y = try builder.add(Subtract(), try builder.add(Add(), y, zero), zero)
      y = try builder.add(Divide(), y, one)
      return try builder.add(Relu(), y)
    }
    let rewritten = try result(of: RemoveNoOperations(), on: graph)
    #expect(rewritten.nodes.map(\.operator.definition.name) == ["Relu"])
  }

  @Test func `what may change sizes or elements stays`() throws {
    let graph = try graph(.batch(1)) { builder, x throws in
      let one = builder.addConstant(try #require(.array([1, 1], .float32)))
      var y = try builder.add(Multiply(), x, one)
      y = try builder.add(Slice(axis: 0, start: 0, end: 3), y)
      y = try builder.add(Slice(axis: 1, start: 1, end: nil), y)
      y = try builder.add(Cast(to: .float64), y)
      return try builder.add(Expand(target: [.kept, .size(3)]), y)
    }
    #expect(try RemoveNoOperations().run(on: graph) == nil)
  }
}
