import Diagnostics
import ModelIR
import Passes
import Testing

struct MergeTransposesTests {
  @Test func `two transposes become one`() throws {
    let graph = try graph(.batch(3, 4)) { builder, x throws in
      let h = try builder.add(Transpose(axes: [1, 2, 0]), x)
      return try builder.add(Transpose(axes: [0, 2, 1]), h)
    }
    #expect(
      try result(of: MergeTransposes(), on: graph).text == """
        graph(%x: f32[batch, 3, 4]) {
          %y: f32[3, batch, 4] = Transpose(%x) {axes: [1, 0, 2]}
          return %y
        }

        """)
  }

  @Test func `a transpose and its inverse cancel`() throws {
    let graph = try graph(.batch(3, 4)) { builder, x throws in
      let h = try builder.add(Transpose(axes: [1, 2, 0]), x)
      let back = try builder.add(Transpose(axes: [2, 0, 1]), h)
      return try builder.add(Relu(), back)
    }
    #expect(
      try result(of: MergeTransposes(), on: graph).text == """
        graph(%x: f32[batch, 3, 4]) {
          %y: f32[batch, 3, 4] = Relu(%x)
          return %y
        }

        """)
  }

  @Test func `a chain of three becomes one`() throws {
    let graph = try graph(.batch(3, 4)) { builder, x throws in
      let once = try builder.add(Transpose(axes: [1, 2, 0]), x)
      let twice = try builder.add(Transpose(axes: [1, 2, 0]), once)
      return try builder.add(Transpose(axes: [1, 0, 2]), twice)
    }
    let rewritten = try result(of: MergeTransposes(), on: graph)
    #expect(rewritten.nodes.map(\.operator) == [AnyOperator(Transpose(axes: [0, 2, 1]))])
  }

  @Test func `an inner transpose that something else takes stays`() throws {
    let graph = try graph(.batch(4, 4)) { builder, x throws in
      let h = try builder.add(Transpose(axes: [0, 2, 1]), x)
      let back = try builder.add(Transpose(axes: [0, 2, 1]), h)
      return try builder.add(MatMul(), h, back)
    }
    #expect(
      try result(of: MergeTransposes(), on: graph).text == """
        graph(%x: f32[batch, 4, 4]) {
          %Transpose.y: f32[batch, 4, 4] = Transpose(%x) {axes: [0, 2, 1]}
          %y: f32[batch, 4, 4] = MatMul(%Transpose.y, %x)
          return %y
        }

        """)
  }

  @Test func `transposes that cancel from input to output leave an identity`() throws {
    let graph = try graph(.batch(3)) { builder, x throws in
      try builder.add(Transpose(axes: [1, 0]), try builder.add(Transpose(axes: [1, 0]), x))
    }
    let rewritten = try result(of: MergeTransposes(), on: graph)
    #expect(rewritten.nodes.map(\.operator) == [AnyOperator(Identity())])
  }
}
