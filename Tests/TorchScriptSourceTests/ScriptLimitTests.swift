import Diagnostics
import TestSupport
import Testing
import TorchScriptSource

@Suite struct ScriptLimitTests {
  private func code(_ open: String, _ middle: String, _ close: String, count: Int) -> String {
    "def f(x):\n  y = " + String(repeating: open, count: count) + middle
      + String(repeating: close, count: count) + "\n"
  }

  @Test(arguments: [
    ("(", "x", ")"), ("[", "", "]"), ("f(", "x", ")"), ("f(a=", "x", ")"), ("x[", "0", "]"),
    ("{1: ", "2", "}"), ("-", "x", ""), ("not ", "x", ""), ("x ** ", "2", ""), ("", "x", ".a"),
    ("", "f", "()"), ("", "x", " + 1"), ("", "x", "[0]"), ("a if b else ", "c", ""),
    ("[y for y in ", "x", "]"), ("(", "x", ",)"), ("f(", "x", " for x in y)"), ("x or ", "y", ""),
  ])
  func `nesting has a limit however it is made`(open: String, middle: String, close: String) throws
  {
    _ = try ParsedScript(code(open, middle, close, count: 250)).printed
    for count in [600, 100_000] {
      let diagnostic = thrownDiagnostic {
        try ParsedScript(code(open, middle, close, count: count))
      }
      #expect(diagnostic?.code == .torchScriptOverLimit)
      #expect(diagnostic?.location.path?.hasPrefix("code/__torch__.py:2:") == true)
    }
  }

  @Test func `blocks have a limit however they are made`() throws {
    func nested(_ count: Int) -> String {
      (0..<count).map { String(repeating: " ", count: $0 + 1) + "if a:\n" }.joined()
        + String(repeating: " ", count: count + 1) + "b\n"
    }
    func chained(_ count: Int) -> String {
      "  if a:\n    b\n" + String(repeating: "  elif c: d\n", count: count)
    }
    _ = try ParsedScript("def f(x):\n" + nested(500)).printed
    _ = try ParsedScript("def f(x):\n" + chained(200)).printed
    for text in [nested(520), chained(600), chained(50_000)] {
      let diagnostic = thrownDiagnostic { try ParsedScript("def f(x):\n" + text) }
      #expect(diagnostic?.code == .torchScriptOverLimit)
    }
  }

  @Test func `size has a limit`() throws {
    var limits = ScriptLimits()
    limits.byteCount = 20
    #expect(
      thrownDiagnostic { try ParsedScript("def f():\n  return 1 + 2\n", limits: limits) }?.code
        == .torchScriptOverLimit)
    limits = ScriptLimits()
    limits.expressionCount = 2
    #expect(
      thrownDiagnostic { try ParsedScript("def f():\n  return 1 + 2\n", limits: limits) }?.code
        == .torchScriptOverLimit)
  }

  @Test func `long lists are no nesting`() throws {
    let script = try ParsedScript(
      "def f(x):\n  return [" + String(repeating: "x, ", count: 20_000) + "]\n")
    guard case .list(let items) = script.file[try script.returned()] else {
      Issue.record("not a list")
      return
    }
    #expect(items.count == 20_000)
  }
}
