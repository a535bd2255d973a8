import Diagnostics
import Testing

@testable import MindSporeFormat

@Suite struct LegacyExpressionTests {
  @Test func `values are put together as the expression says`() throws {
    #expect(try LegacyExpression("value0") == .value("value0"))
    #expect(
      try LegacyExpression("Tuple[value0,List[shape12,],value2,],")
        == .tuple([.value("value0"), .list([.value("shape12")]), .value("value2")]))
    #expect(try LegacyExpression("Tuple[]") == .tuple([]))
  }

  @Test func `what is no expression is refused`() {
    for text in ["", "value", "Tuple[value0", "Tuple[x]", "List[value0,,Tuple[]", "value0]"] {
      #expect(throws: Diagnostic.self) { try LegacyExpression(text[...]) }
    }
    let deep = String(repeating: "Tuple[", count: 100)
    #expect(throws: Diagnostic.self) { try LegacyExpression(deep[...]) }
  }
}
