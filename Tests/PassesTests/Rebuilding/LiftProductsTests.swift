import Diagnostics
import ModelIR
import Passes
import Testing

struct LiftProductsTests {
  @Test func `a dense layer between reshapes works on all axes`() throws {
    let graph = try graph(.batch(5, 4)) { builder, x throws in
      let weight = builder.addWeight(.zeros(4, 6), named: "weight")
      let bias = builder.addWeight(.zeros(6), named: "bias")
      let joined = try builder.add(Reshape(target: [.inferred, .size(4)]), x)
      let y = try builder.add(Linear(), joined, weight, bias)
      return try builder.add(Reshape(target: [.inferred, .size(5), .size(6)]), y)
    }
    let rewritten = try result(of: LiftProducts(), on: graph)
    #expect(rewritten.nodes.map(\.operator) == [AnyOperator(Linear())])
    #expect(rewritten.nodes[0].operands[0] == rewritten.inputs[0])
  }

  @Test func `a matrix that is repeated for each sample is taken as it is`() throws {
    let graph = try graph(.batch(5, 4)) { builder, x throws in
      let weight = builder.addWeight(.zeros(4, 6), named: "weight")
      let size = try builder.add(ShapeOf(start: 0, end: 1), x)
      let sizes = try builder.add(
        Concat(axis: 0), size, builder.addConstant(.integers([4, 6])))
      let repeated = try builder.add(
        DynamicExpand(shape: [.symbol("batch"), 4, 6]), weight, sizes)
      return try builder.add(MatMul(), x, repeated)
    }
    let operators = try result(of: LiftProducts(), on: graph).nodes.map(\.operator)
    #expect(operators == [AnyOperator(MatMul())])
  }

  @Test func `products of heads are taken out of their reshapes`() throws {
    let graph = try graph(.batch(2, 5, 4)) { builder, x throws in
      let joined = try builder.add(Reshape(target: [.inferred, .size(5), .size(4)]), x)
      let turned = try builder.add(Transpose(axes: [0, 1, 3, 2]), x)
      let other = try builder.add(Reshape(target: [.inferred, .size(4), .size(5)]), turned)
      let y = try builder.add(MatMul(), joined, other)
      return try builder.add(Reshape(target: [.inferred, .size(2), .size(5), .size(5)]), y)
    }
    let operators = try result(of: LiftProducts(), on: graph).nodes.map(\.operator)
    #expect(operators == [AnyOperator(Transpose(axes: [0, 1, 3, 2])), AnyOperator(MatMul())])
  }

  @Test func `a reshape to other rows stays`() throws {
    let graph = try graph(.batch(6, 4)) { builder, x throws in
      let weight = builder.addWeight(.zeros(4, 6), named: "weight")
      let joined = try builder.add(Reshape(target: [.inferred, .size(4)]), x)
      let y = try builder.add(Linear(), joined, weight)
      return try builder.add(Reshape(target: [.inferred, .size(3), .size(6)]), y)
    }
    #expect(try LiftProducts().run(on: graph) == nil)
  }

  @Test func `a product that something else takes too stays`() throws {
    let graph = try graph(.batch(5, 4)) { builder, x throws in
      let weight = builder.addWeight(.zeros(4, 4), named: "weight")
      let joined = try builder.add(Reshape(target: [.inferred, .size(4)]), x)
      let y = try builder.add(Linear(), joined, weight)
      let back = try builder.add(Reshape(target: [.inferred, .size(5), .size(4)]), y)
      let row = try builder.add(ReduceMean(axes: [0], keepsAxes: false), y)
      return try builder.add(Add(), back, row)
    }
    #expect(try LiftProducts().run(on: graph) == nil)
  }
}
