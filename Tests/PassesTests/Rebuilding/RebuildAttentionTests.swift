import Diagnostics
import ModelIR
import Passes
import Testing

struct RebuildAttentionTests {
  private let sequence = TensorType.batch(2, 5, 4)

  @Test func `what remains of attention that was taken apart is attention again`() throws {
    let graph = try graph(sequence) { builder, x throws in
      let root = builder.number(0.5.squareRoot())
      let query = try builder.add(Multiply(), x, root)
      let transposed = try builder.add(Transpose(axes: [0, 1, 3, 2]), x)
      let key = try builder.add(Multiply(), transposed, root)
      let scores = try builder.add(MatMul(), query, key)
      let weights = try builder.safeSoftmax(scores)
      return try builder.add(MatMul(), weights, x)
    }
    let rewritten = try result(of: RebuildAttention(), on: graph)
    let scale = 0.5.squareRoot() * 0.5.squareRoot()
    let attention = try #require(
      rewritten.nodes.first?.operator.base as? ScaledDotProductAttention)
    #expect(rewritten.nodes.count == 1)
    #expect(abs((attention.scale ?? 0) - scale) < 1e-6)
    #expect(rewritten.nodes[0].operands == [ValueID?](repeating: rewritten.inputs[0], count: 3))
  }

  @Test func `scores that are divided and masked are attention with a mask`() throws {
    let graph = try graph(sequence) { builder, x throws in
      let mask = builder.addWeight(.zeros(5, 5), named: "mask")
      let key = try builder.add(Transpose(axes: [0, 1, 3, 2]), x)
      let product = try builder.add(MatMul(), x, key)
      let scaled = try builder.add(Divide(), product, builder.number(2))
      let scores = try builder.add(Add(), scaled, mask)
      let weights = try builder.add(Softmax(axis: 3), scores)
      return try builder.add(MatMul(), weights, x)
    }
    let node = try #require(try result(of: RebuildAttention(), on: graph).nodes.first)
    #expect(node.operator == AnyOperator(ScaledDotProductAttention(scale: 0.5)))
    #expect(node.operands.count == 4)
  }

  @Test func `weights that something else takes stay`() throws {
    let graph = try graph(sequence) { builder, x throws in
      let key = try builder.add(Transpose(axes: [0, 1, 3, 2]), x)
      let weights = try builder.add(Softmax(axis: 3), try builder.add(MatMul(), x, key))
      let y = try builder.add(MatMul(), weights, x)
      return try builder.add(MatMul(), weights, y)
    }
    #expect(try RebuildAttention().run(on: graph) == nil)
  }

  @Test func `a softmax over another axis is no attention`() throws {
    let graph = try graph(sequence) { builder, x throws in
      let key = try builder.add(Transpose(axes: [0, 1, 3, 2]), x)
      let weights = try builder.add(Softmax(axis: 2), try builder.add(MatMul(), x, key))
      return try builder.add(MatMul(), weights, x)
    }
    #expect(try RebuildAttention().run(on: graph) == nil)
  }
}

extension GraphBuilder {
  /// A softmax over the last axis, with zeros for rows without a key.
  fileprivate mutating func safeSoftmax(_ scores: ValueID) throws(Diagnostic) -> ValueID {
    let axis = shape(of: scores).rank - 1
    let softmax = try add(Softmax(axis: axis), scores)
    let isHidden = try add(Equal(), scores, number(-.infinity))
    let isKey = try add(Not(), isHidden)
    let hasKey = try add(ReduceAny(axes: [axis], keepsAxes: true), isKey)
    return try add(Where(), try add(Not(), hasKey), try add(FillLike(value: 0), softmax), softmax)
  }
}
