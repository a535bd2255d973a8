import Foundation
import TestSupport
import Testing

@testable import MindSporeFormat

@Suite struct PrimitiveTableTests {
  @Test func `every primitive has one entry`() {
    let names = MindSporePrimitiveTable.standard.primitives.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test func `the page about MindSpore names every primitive`() throws {
    let page = try String(
      contentsOfFile: PackageFolder.path(of: "Documentation/MindSporeSupport.md"), encoding: .utf8)
    let missing = MindSporePrimitiveTable.standard.primitives.filter {
      !page.contains("`\($0.name)`")
    }
    #expect(missing.map(\.name) == [])
  }
}
