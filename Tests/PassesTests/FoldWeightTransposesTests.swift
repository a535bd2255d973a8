import Diagnostics
import ModelIR
import Passes
import Testing

struct FoldWeightTransposesTests {
  @Test func `a transposed weight becomes a view of the same name`() throws {
    let graph = try graph(.batch(2)) { builder, x throws in
      let stored = Weight(.float32, shape: [3, 2], bytes: try bytes(of: [1, 2, 3, 4, 5, 6]))
      let weight = builder.addWeight(stored, named: "weight")
      return try builder.add(Linear(), x, try builder.add(Transpose(axes: [1, 0]), weight))
    }
    let rewritten = try result(of: FoldWeightTransposes(), on: graph)
    #expect(
      rewritten.text == """
        graph(%x: f32[batch, 2]) {
          %weight = weight f32[2, 3] [1.0, 3.0, 5.0, 2.0, 4.0, 6.0]
          %y: f32[batch, 3] = Linear(%x, %weight)
          return %y
        }

        """)
  }

  @Test func `transposes of one weight share a view`() throws {
    let graph = try graph(.batch(2)) { builder, x throws in
      let weight = builder.addWeight(.zeros(2, 2), named: "weight")
      let once = try builder.add(
        Linear(), x, try builder.add(Transpose(axes: [1, 0]), weight))
      return try builder.add(
        Linear(), once, try builder.add(Transpose(axes: [1, 0]), weight))
    }
    let rewritten = try result(of: FoldWeightTransposes(), on: graph)
    #expect(rewritten.usedWeights.count == 1)
    #expect(rewritten.nodes.count == 2)
  }

  @Test func `a weight that is taken in its own order too stays`() throws {
    let graph = try graph(TensorType(.int64, [.symbol("batch")])) { builder, x throws in
      let table = builder.addWeight(.zeros(10, 4), named: "table")
      let rows = try builder.add(Embedding(), table, x)
      return try builder.add(Linear(), rows, try builder.add(Transpose(axes: [1, 0]), table))
    }
    #expect(try FoldWeightTransposes().run(on: graph) == nil)
  }

  private func bytes(of values: [Double]) throws -> [UInt8] {
    try #require(Weight.array(values, .float32)).bytes()
  }
}
