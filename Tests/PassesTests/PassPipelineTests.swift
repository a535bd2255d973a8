import Diagnostics
import ModelIR
import Passes
import Testing

struct PassPipelineTests {
  @Test func `ids are kebab case and unique, summaries are one line`() {
    let passes = PassPipeline.standard.passes
    #expect(Set(passes.map(\.id)).count == passes.count)
    for pass in passes {
      #expect(pass.id.allSatisfy { $0 == "-" || ("a"..."z").contains($0) })
      #expect(!pass.summary.isEmpty && !pass.summary.contains("\n"))
    }
  }

  @Test func `what one pass leaves is taken up by another`() throws {
    let graph = try graph(.batch(3, 4)) { builder, x throws in
      builder.path = "layers[1]"
      let turned = try builder.add(Transpose(axes: [0, 2, 1]), x)
      let same = try builder.add(
        Reshape(target: [.copied(fromAxis: 0), .size(4), .size(3)]), turned)
      let back = try builder.add(Transpose(axes: [0, 2, 1]), try builder.add(Identity(), same))
      try builder.add(Relu(), back)
      return try builder.add(Tanh(), back)
    }
    #expect(
      try PassPipeline.standard.run(on: graph).text == """
        graph(%x: f32[batch, 3, 4]) {
          %y: f32[batch, 3, 4] = Tanh(%x)  // layers[1]
          return %y
        }

        """)
  }

  @Test func `a graph with nothing to do stays as it is`() throws {
    let graph = try graph(.batch(3)) { builder, x throws in try builder.add(Relu(), x) }
    #expect(try PassPipeline.standard.run(on: graph) == graph)
  }

  @Test func `a pass that breaks a graph is named`() throws {
    struct Breaker: Pass {
      let id = "break"
      let summary = "removes everything"
      func run(on graph: Graph) throws(Diagnostic) -> Graph? { Graph() }
    }
    let graph = try graph(.batch(3)) { builder, x throws in try builder.add(Relu(), x) }
    let diagnostic = #expect(throws: Diagnostic.self) {
      try PassPipeline([Breaker()]).run(on: graph)
    }
    #expect(diagnostic?.message == "after the pass break: the graph has no output")
  }
}
