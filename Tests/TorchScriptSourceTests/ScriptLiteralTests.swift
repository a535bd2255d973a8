import Diagnostics
import TestSupport
import Testing
import TorchScriptSource

@Suite struct ScriptLiteralTests {
  @Test(arguments: [
    ("0", 0), ("-1", -1), ("00", 0), ("1_000", 1000), ("0x1F", 31), ("0b101", 5), ("0o17", 15),
    ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
  ])
  func `integers keep their sign`(text: String, value: Int) throws {
    #expect(try ParsedScript.expression(text) == .integer(value))
  }

  @Test(arguments: [
    ("1.", 1), ("0.", 0), ("-2.5", -2.5), ("1.0000000000000001e-05", 1e-5), (".5", 0.5),
    ("1e10", 1e10), ("1.e-5", 1e-5), ("1e400", Double.infinity), ("1e-400", 0),
  ])
  func `floating-point numbers are the nearest`(text: String, value: Double) throws {
    #expect(try ParsedScript.expression(text) == .float(value))
  }

  @Test func `an integer beyond 64 bits keeps its digits`() throws {
    let script = try ParsedScript("def f():\n  return 9223372036854775808\n")
    guard case .wideInteger(let digits) = script.file[try script.returned()] else {
      Issue.record("not a wide integer")
      return
    }
    #expect(script.symbols[digits] == "9223372036854775808")
  }

  @Test func `a complex number is a sum`() throws {
    #expect(try ParsedScript.grouped("-2.+1.j") == "(-2.0) + 1.0j")
    #expect(try ParsedScript.expression("-3j") == .imaginary(-3))
  }

  @Test func `words are literals and names`() throws {
    #expect(try ParsedScript.expression("None") == .none)
    #expect(try ParsedScript.expression("True") == .boolean(true))
    #expect(try ParsedScript.expression("False") == .boolean(false))
    #expect(try ParsedScript.expression("...") == .ellipsis)
    #expect(try ParsedScript.grouped("inf") == "inf")
  }

  @Test(arguments: [
    (#""a\"b\'c""#, Array("a\"b'c".utf8)),
    (#"'\n\t\\\a\b\f\r\v\0'"#, [10, 9, 92, 7, 8, 12, 13, 11, 0]),
    (#""\303\251\xff""#, [0xC3, 0xA9, 0xFF]),
    (#""\u00e9\U0001F600""#, Array("é😀".utf8)),
    (#""\q""#, Array(#"\q"#.utf8)),
    (#"r"\n\"""#, Array(#"\n\""#.utf8)),
    (#""one" 'two' "three""#, Array("onetwothree".utf8)),
    ("\"\"\"a\n\"b\"\"\"", Array("a\n\"b".utf8)),
    ("''", []),
    ("\"a\\\nb\"", Array("ab".utf8)),
    ("b\"x\" u'y'", Array("xy".utf8)),
  ])
  func `escapes of strings become bytes`(text: String, bytes: [UInt8]) throws {
    #expect(try ParsedScript.stringBytes(Array(text.utf8)) == bytes)
  }

  @Test func `strings may hold bytes that are no text`() throws {
    #expect(try ParsedScript.stringBytes([0x22, 0xFF, 0xFE, 0x22]) == [0xFF, 0xFE])
  }

  @Test(arguments: [
    "\"open", "\"open\n\"", "'''open", "012", "1a", "0x", "0b2", "1_.e", "\"\\400\"", "\"\\x1\"",
    "\"\\ud800\"", "\"\\", "z\"prefix\"", "$", "a ! b", "a \\ b",
  ])
  func `literals that are none are refused with their column`(text: String) throws {
    let diagnostic = thrownDiagnostic { try ParsedScript("def f():\n  return \(text)") }
    #expect(diagnostic?.code == .torchScriptSyntax)
    #expect(diagnostic?.location.file == "model.pt")
    #expect(diagnostic?.location.path?.hasPrefix("code/__torch__.py:") == true)
  }

  @Test(arguments: ["f\"{a}\"", "\"\\N{DASH}\"", "lambda: 0", "yield 1", "(a := 1)", "a < b < c"])
  func `Python that is not TorchScript is named as such`(text: String) {
    let diagnostic = thrownDiagnostic { try ParsedScript("def f():\n  return \(text)\n") }
    #expect(diagnostic?.code == .torchScriptUnsupportedSyntax)
  }
}
