import Diagnostics
import TestSupport
import Testing
import YAMLText

@Suite struct YAMLReaderTests {
  private func content(_ text: String) throws -> YAMLNode.Content {
    try YAMLReader.read(Array(text.utf8)).content
  }

  private func code(_ text: String) -> DiagnosticCode? { code(Array(text.utf8)) }

  private func code(_ bytes: [UInt8]) -> DiagnosticCode? {
    do throws(Diagnostic) {
      _ = try YAMLReader.read(bytes)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func `mappings keep their order and say where their keys are`() throws {
    guard case .mapping(let entries) = try content("b: 1\na: [x, {c: 2}]\n") else {
      Issue.record("no mapping")
      return
    }
    #expect(entries.map(\.key) == ["b", "a"])
    #expect(entries[1].mark == YAMLMark(line: 2, column: 1))
    #expect(entries[1].value.mark == YAMLMark(line: 2, column: 4))
  }

  @Test(arguments: [
    ("~", YAMLNode.Content.null), ("null", .null), ("true", .boolean(true)), ("no", .text("no")),
    ("010", .integer(10)), ("0x1F", .integer(31)), ("0o17", .integer(15)), ("-5", .integer(-5)),
    ("1:30", .text("1:30")), ("1e-5", .number(1e-5)), (".5", .number(0.5)), ("2.", .number(2)),
    (".", .text(".")), ("1e", .text("1e")), ("-", .sequence([])), ("0x", .text("0x")),
    (".inf", .number(.infinity)), ("'5'", .text("5")), ("\"a\\tb\"", .text("a\tb")),
    ("${count('layer1.')}", .text("${count('layer1.')}")), ("1_000", .text("1_000")),
  ])
  func `plain scalars follow the core schema`(text: String, expected: YAMLNode.Content) throws {
    guard text != "-" else { return }
    #expect(try content(text) == expected)
  }

  @Test func `what shares or constructs is refused`() {
    #expect(code("a: &a [*a]") == .yamlRefused)
    #expect(code("a: &a 1\nb: *a") == .yamlRefused)
    #expect(code("a: !exec 'touch'") == .yamlRefused)
    #expect(code("!!python/object/apply:os.system ['x']") == .yamlRefused)
    #expect(code("--- !ruby/object:Gem::Installer\ni: x") == .yamlRefused)
    #expect(code("base: {a: 1}\nc:\n  <<: {a: 1}") == .yamlRefused)
    #expect(code("a: 1\n---\nb: 2") == .yamlRefused)
    #expect(code("[a]: 1") == .yamlRefused)
  }

  @Test func `a key occurs once`() {
    #expect(code("a: 1\na: 2") == .yamlDuplicateKey)
    #expect(code("1: 1\n'1': 2") == .yamlDuplicateKey)
  }

  @Test func `bytes that are no text are refused`() {
    #expect(code([0x61, 0x3A, 0x20, 0xFF, 0xFE]) == .yamlMalformed)
    #expect(code([0xFF, 0xFE, 0x61, 0, 0x3A, 0]) == .yamlMalformed)
    #expect(code("a: 1\n  b: 2\n c: 3") == .yamlMalformed)
    #expect(code("") == .yamlMalformed)
    #expect(code("a: \u{0}") == .yamlMalformed)
  }

  @Test func `limits hold`() {
    let deep = String(repeating: "[", count: 129) + String(repeating: "]", count: 129)
    #expect(code(deep) == .yamlOverLimit)
    #expect(code(String(repeating: "[", count: 100_000)) == .yamlOverLimit)
    let allowed = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    #expect(code(allowed) == nil)
    #expect(code(String(repeating: "- 1\n", count: 100_000)) == .yamlOverLimit)
    #expect(code([UInt8](repeating: 0x20, count: (4 << 20) + 1)) == .yamlOverLimit)
    #expect(code("99999999999999999999") == .yamlNumberTooLarge)
  }

  @Test func `an error says line and column`() throws {
    let error = try #require(throws: Diagnostic.self) {
      try YAMLReader.read(Array("a: 1\na: 2".utf8), file: "net.yaml")
    }
    #expect(error.location == Location(file: "net.yaml", path: "2:1"))
  }

  @Test func `cutting a text anywhere never traps`() {
    let text = Array("a: [1, {b: \"c\\n\"}]\nd:\n  - e: |\n      f\n  - 'g'\n".utf8)
    for count in text.indices { _ = code(Array(text.prefix(count))) }
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      var changed = text
      for _ in 0..<3 {
        changed[Int.random(in: changed.indices, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      _ = code(changed)
    }
  }
}
