import Diagnostics
import TestSupport
import Testing
import TorchScriptSource

@Suite struct ScriptStatementTests {
  @Test(arguments: [
    "x = 1", "(a, b) = y", "(a,) = y", "self.x = 1", "x[0] = 1", "x : List[int] = []",
    "x : int", "x += 1", "x **= 2", "x @= y", "f(x)", "pass", "break", "continue", "return None",
    "raise", "raise E(\"m\")", "assert x", "assert x, \"m\"", "del x", "del x[0], y",
    "[a, b] = y", "(a, *b) = y",
  ])
  func `a statement prints as it was`(text: String) throws {
    let code = "def f(x):\n  \(text)\n"
    #expect(try ParsedScript(code).printed == code)
  }

  @Test func `targets may end with a comma`() throws {
    #expect(
      try ParsedScript("def f(x):\n  a, b, = x\n  _0, = x\n").printed
        == "def f(x):\n  (a, b) = x\n  (_0,) = x\n")
  }

  @Test func `blocks nest by indentation`() throws {
    let code = """
      def f(x):
        if a:
          while b:
            pass
        else:
          for i in range(3):
            with c as d:
              e = 1
            with c:
              def __forked_function():
                return 1
              g = fork(__forked_function)
        return x

      """
    #expect(try ParsedScript(code).printed == code)
  }

  @Test func `an elif is an if within the other block`() throws {
    let code = "def f(x):\n  if a:\n    1\n  elif b:\n    2\n  elif c: 3\n  else: 4; 5\n  return\n"
    #expect(
      try ParsedScript(code).printed == """
        def f(x):
          if a:
            1
          else:
            if b:
              2
            else:
              if c:
                3
              else:
                4
                5
          return None

        """)
  }

  @Test func `comments, blank lines and continued lines mean nothing`() throws {
    let code =
      "# a\n\ndef f(x, # b\n y):\n\n      # c\n  z = x + \\\n    1 # d\n\t\n\n  return z # e"
    #expect(try ParsedScript(code).printed == "def f(x, y):\n  z = x + 1\n  return z\n")
  }

  @Test func `a tab reaches to the next multiple of eight`() throws {
    #expect(
      try ParsedScript("def f(x):\n\tif a:\n\t  b\n        c\n").printed
        == "def f(x):\n  if a:\n    b\n  c\n")
  }

  @Test(arguments: [
    ("def f(x):\n    a\n  b\n", "3:3"), ("def f(x):\n  a\n    b\n", "3:5"),
    ("def f(x):\na\n", "2:1"),
    ("def f(x):\n  else:\n    a\n", "2:3"), ("def f(x):\n  if a:\n  b\n", "3:3"),
    ("def f(x):\n  1 = a\n", "2:3"), ("def f(x):\n  f(a) = 1\n", "2:3"),
    ("def f(x):\n  for 1 in a:\n    b\n", "2:7"), ("def f(x):\n  a; if b: c\n", "2:6"),
    ("def f(x):\n  if a: if b: c\n", "2:9"), ("def f(x)\n  a\n", "1:9"), ("  a = 1\n", "1:3"),
    ("def f(x):\n  a = (1,\n", "3:1"), ("def f(x, 1):\n  a\n", "1:10"), ("def f(x):", "1:10"),
    ("def f(x):\n  with a as 1:\n    b\n", "2:13"),
  ])
  func `a statement out of place is refused with line and column`(text: String, place: String) {
    let diagnostic = thrownDiagnostic { try ParsedScript(text) }
    #expect(diagnostic?.code == .torchScriptSyntax)
    #expect(diagnostic?.location.path == "code/__torch__.py:\(place)")
  }

  @Test(arguments: [
    "  a = b = 1", "  try:\n    a", "  global a", "  @a", "  class A:\n    a : int",
    "  async def g():\n    a", "  a = await b",
  ])
  func `statements that TorchScript lacks are named as such`(text: String) {
    let diagnostic = thrownDiagnostic { try ParsedScript("def f(x):\n\(text)\n") }
    #expect(diagnostic?.code == .torchScriptUnsupportedSyntax)
  }
}
