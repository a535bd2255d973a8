import Diagnostics
import ModelIR
import Passes
import Testing

struct MergeReshapesTests {
  @Test func `a squeeze and a flatten become one reshape`() throws {
    let graph = try graph(.batch(3, 1, 4)) { builder, x throws in
      let h = try builder.add(Squeeze(axes: [2]), x)
      return try builder.add(Flatten(startAxis: 1, endAxis: 2), h)
    }
    #expect(
      try result(of: MergeReshapes(), on: graph).text == """
        graph(%x: f32[batch, 3, 1, 4]) {
          %y: f32[batch, 12] = Reshape(%x) {target: [axis 0, 12]}
          return %y
        }

        """)
  }

  @Test func `an unsqueeze and its squeeze cancel`() throws {
    let graph = try graph(.batch(.symbol("time"))) { builder, x throws in
      let h = try builder.add(Unsqueeze(axes: [1, 3]), x)
      return try builder.add(Relu(), try builder.add(Squeeze(axes: [1, 3]), h))
    }
    #expect(
      try result(of: MergeReshapes(), on: graph).text == """
        graph(%x: f32[batch, time]) {
          %y: f32[batch, time] = Relu(%x)
          return %y
        }

        """)
  }

  @Test func `one size that is no number is inferred`() throws {
    let graph = try graph(TensorType(.float32, [2, 3, .symbol("time")])) { builder, x throws in
      let h = try builder.add(Unsqueeze(axes: [0]), x)
      return try builder.add(Flatten(startAxis: 2, endAxis: 3), h)
    }
    #expect(
      try result(of: MergeReshapes(), on: graph).text == """
        graph(%x: f32[2, 3, time]) {
          %y: f32[1, 2, 3*time] = Reshape(%x) {target: [1, 2, ?]}
          return %y
        }

        """)
  }

  @Test func `two sizes that would have to be inferred keep both nodes`() throws {
    let graph = try graph(.batch(3, .symbol("time"))) { builder, x throws in
      let h = try builder.add(Unsqueeze(axes: [0]), x)
      return try builder.add(Flatten(startAxis: 2, endAxis: 3), h)
    }
    #expect(try MergeReshapes().run(on: graph) == nil)
  }

  @Test func `a result between that something else takes stays`() throws {
    let graph = try graph(.batch(4)) { builder, x throws in
      let h = try builder.add(Unsqueeze(axes: [1]), x)
      let again = try builder.add(Unsqueeze(axes: [1]), h)
      return try builder.add(Add(), h, again)
    }
    #expect(try MergeReshapes().run(on: graph) == nil)
  }

  @Test func `a reshape to the same sizes goes`() throws {
    let graph = try graph(.batch(4)) { builder, x throws in
      let h = try builder.add(Reshape(target: [.copied(fromAxis: 0), .inferred]), x)
      return try builder.add(Relu(), h)
    }
    #expect(try result(of: MergeReshapes(), on: graph).nodes.count == 1)
  }
}
