import Testing

@testable import FluxFormat

@Suite struct FluxPathTests {
  @Test func `brackets count from 1 and dots from 0`() {
    let dotted = FluxPath(parsing: "model.layers.2.cell").components
    #expect(dotted == FluxPath(parsing: "model.layers[3].cell").components)
    #expect(dotted == [.name("model"), .name("layers"), .index(2), .name("cell")])
  }

  @Test func `several brackets follow each other`() {
    #expect(FluxPath(parsing: "a[1][2]").components == [.name("a"), .index(0), .index(1)])
  }

  @Test func `a bracket that is no position stays a name and leads nowhere`() {
    #expect(FluxPath(parsing: "a[0]").components == [.name("a"), .name("0")])
    #expect(FluxPath(parsing: "a[x]").components == [.name("a"), .name("x")])
  }

  @Test func `letters of any script are names`() {
    #expect(FluxPath(parsing: "π").components == [.name("π")])
    #expect(FluxPath(parsing: "").components.isEmpty)
  }
}
