import Diagnostics
import TestSupport
import Testing
import TorchScriptSource

@Suite struct ScriptExpressionTests {
  @Test(arguments: [
    ("a + b * c", "a + (b * c)"),
    ("a - b - c", "(a - b) - c"),
    ("-a ** -b ** c", "-(a ** (-(b ** c)))"),
    ("(-2) ** 2", "(-2) ** 2"),
    ("-2 ** 2", "-(2 ** 2)"),
    ("not a == b and c or d", "((not (a == b)) and c) or d"),
    ("a | b ^ c & d << 1 + ~e", "a | (b ^ (c & (d << (1 + (~e)))))"),
    ("a // b % c @ d / e", "(((a // b) % c) @ d) / e"),
    ("a is not None", "a is not None"),
    ("a is b", "a is b"),
    ("a not in b", "a not in b"),
    ("x in [1, 2]", "x in [1, 2]"),
    ("a if b else c if d else e", "a if b else (c if d else e)"),
    ("(a if b else c) if d else e", "(a if b else c) if d else e"),
    ("a + 1 if not b else -c", "(a + 1) if (not b) else (-c)"),
    ("- -1", "-(-1)"),
    ("not not a", "not (not a)"),
    ("(a < b) < c", "(a < b) < c"),
  ])
  func `operators group as in Python`(text: String, grouped: String) throws {
    #expect(try ParsedScript.grouped(text) == grouped)
  }

  @Test(arguments: [
    ("torch.add(a, 1, alpha=2, )", "torch.add(a, 1, alpha=2)"),
    ("(_0).forward(x, )", "_0.forward(x)"),
    ("f(*a, **b)", "f(*a, **b)"),
    ("f(from=1, in=None)", "f(from=1, in=None)"),
    ("d.for", "d.for"),
    ("(torch.size(x))[-1]", "torch.size(x)[-1]"),
    ("x[1:2, ::3, ..., None, :, 1:, a[0]]", "x[1:2, ::3, ..., None, :, 1:, a[0]]"),
    ("x[a if b else c:d]", "x[a if b else c:d]"),
    ("x[0,]", "x[0,]"),
    ("x[(1, 2)]", "x[1, 2]"),
    ("Tuple[()]", "Tuple[()]"),
    ("Tuple[]", "Tuple[()]"),
    ("()", "()"), ("(a,)", "(a,)"), ("(a, b,)", "(a, b)"), ("a, b", "(a, b)"), ("a,", "(a,)"),
    ("[]", "[]"), ("[a, *b, ]", "[a, *b]"),
    ("{}", "{}"), ("{a}", "{a}"), ("{a, b,}", "{a, b}"), ("{1: a, 2: {},}", "{1: a, 2: {}}"),
    ("[x + 1 for x in y if x]", "[(x + 1) for x in y if x]"),
    ("{k: v for k, v in y}", "{k: v for (k, v) in y}"),
    ("{k for (k, v) in y}", "{k for (k, v) in y}"),
    ("sum(x for x in y)(1)", "sum((x for x in y))(1)"),
    ("f((x for x in y), 1)", "f((x for x in y), 1)"),
    ("(x for x, in y)", "(x for (x,) in y)"),
  ])
  func `brackets hold what they hold in Python`(text: String, grouped: String) throws {
    #expect(try ParsedScript.grouped(text) == grouped)
    #expect(try ParsedScript.grouped(grouped) == grouped)
  }

  @Test(arguments: [
    "", "(", ")", "(a", "[a)", "a b", "a +", "* ", "f(a b)", "f(,)", "f(a=)", "f(a=b=c)", "f(1=2)",
    "{a: b, c}", "{a, b: c}", "{a: b: c}", "{**a}", "[a:b]", "x[1:2:3:4]", "a if b", "a else b",
    "[a, b for c in d]", "[a for 1 in d]", "[a for b]", "a not b", "a == not b", "a.1", "a.", "..",
    "f(a for b in c, d)", "[a if b for c in d]", "(a", "a]", "x[1:", "{a:}", "if",
    "a if b if c else d",
  ])
  func `what is no expression is refused`(text: String) {
    let diagnostic = thrownDiagnostic { try ParsedScript("def f():\n  x = \(text)\n") }
    #expect(diagnostic?.code == .torchScriptSyntax)
  }

  @Test func `a diagnostic says what is expected and where`() {
    let diagnostic = thrownDiagnostic {
      try ParsedScript("def f(x):\n  y = torch.add(x,\n    1 2)\n")
    }
    #expect(diagnostic?.message == "',' or ')' is expected, found '2'")
    #expect(diagnostic?.location.path == "code/__torch__.py:3:7")
  }

  @Test func `every expression knows where it begins`() throws {
    let script = try ParsedScript("def f(x):\r\n  return foo.bar(x,\r\n    -1)\r\n")
    let call = try script.returned()
    #expect(script.file.location(of: call).path == "code/__torch__.py:2:10")
    guard case .call(let callee, let arguments) = script.file[call] else {
      Issue.record("not a call")
      return
    }
    #expect(script.file.dottedName(callee)?.map { script.symbols[$0] } == ["foo", "bar"])
    #expect(script.file.dottedName(call) == nil)
    let last = try #require(script.file[arguments].last)
    #expect(script.file[last.value] == .integer(-1))
    #expect(script.file.location(of: last.value).path == "code/__torch__.py:3:5")
  }
}
