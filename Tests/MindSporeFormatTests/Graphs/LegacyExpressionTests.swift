import Diagnostics
import Testing

@testable import MindSporeFormat

@Suite struct LegacyExpressionTests {
  private func value(_ text: String) throws(Diagnostic) -> MindSporeValue {
    var expression = LegacyExpression(text[...])
    return try expression.value { .integer($0 * 10) }
  }

  @Test func `values are put together as the expression says`() throws {
    #expect(try value("value0") == .integer(0))
    #expect(
      try value("Tuple[value0,List[value1,],value2,]")
        == .tuple([.integer(0), .list([.integer(10)]), .integer(20)]))
    #expect(try value("Tuple[]") == .tuple([]))
  }

  @Test func `what is no expression is refused`() {
    for text in ["", "value", "Tuple[value0", "Tuple[x]", "List[value0,,Tuple[]"] {
      #expect(throws: Diagnostic.self) { try value(text) }
    }
    let deep = String(repeating: "Tuple[", count: 100)
    #expect(throws: Diagnostic.self) { try value(deep) }
  }
}
