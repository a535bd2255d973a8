import Checkpoints
import Diagnostics
import Testing

@Suite struct NameRewriteTests {
  private func renamed(
    _ names: [String], _ rewrites: [NameRewrite],
    _ diagnostics: DiagnosticCollector = DiagnosticCollector()
  ) throws -> [String] {
    try TranslationSample.checkpoint(.pytorch, names.map { ($0, [1]) })
      .translated(to: .unspecified, rewrites: rewrites, diagnostics).entries.map(\.name)
  }

  @Test(arguments: [
    (#"^module\."#, "", "module.a.weight", "a.weight"),
    (#"layer(\d+)"#, #"block\1"#, "layer4.0.weight", "block4.0.weight"),
    (#"layer(\d+)"#, "block$1", "layer4.0.weight", "block4.0.weight"),
    (#"(?<n>\d)\.weight"#, "${n}.kernel", "a.4.weight", "a.4.kernel"),
    ("a", "b", "a.a.a", "b.b.b"), ("a", #"\\$$"#, "a", #"\$"#), ("(a)|(b)", "[$2]", "ab", "[][b]"),
    ("$", ".end", "a", "a.end"),
  ])
  func `every match is replaced, groups by number and by name`(
    pattern: String, replacement: String, name: String, expected: String
  ) throws {
    let rewrite = NameRewrite(pattern: pattern, replacement: replacement)
    #expect(try renamed([name], [rewrite]) == [expected])
  }

  @Test func `rules apply one after the other, literal ones to whole names`() throws {
    let rewrites = [
      NameRewrite(pattern: "a.weight", replacement: "$1", isLiteral: true),
      NameRewrite(pattern: "optimizer", replacement: nil),
      NameRewrite(pattern: "bias", replacement: "offset"),
    ]
    #expect(
      try renamed(["a.weight", "aa.weight", "optimizer.m", "a.bias"], rewrites)
        == ["$1", "aa.weight", "a.offset"])
  }

  @Test func `a rule without effect is reported`() throws {
    let diagnostics = DiagnosticCollector()
    let rewrites = [
      NameRewrite(pattern: "^b", replacement: "c"),
      NameRewrite(pattern: "a.weigh", replacement: "c", isLiteral: true),
    ]
    #expect(try renamed(["a.weight"], rewrites, diagnostics) == ["a.weight"])
    #expect(diagnostics.diagnostics.map(\.code) == [.renameUnmatched, .renameUnmatched])
    #expect(diagnostics.diagnostics.allSatisfy { $0.severity == .warning })
  }

  @Test func `all names that would occur twice are listed`() throws {
    let error = #expect(throws: DiagnosticList.self) {
      try renamed(
        ["a.1", "a.2", "b.1", "b.2", "c"], [NameRewrite(pattern: #"\.\d"#, replacement: "")])
    }
    #expect(error?.diagnostics.map(\.code) == [.renameCollision, .renameCollision])
    #expect(error?.diagnostics.first?.message.contains("'a'") ?? false)
  }

  @Test func `patterns and replacements that cannot be read are listed together`() throws {
    let error = #expect(throws: DiagnosticList.self) {
      try renamed(
        ["a"],
        [
          NameRewrite(pattern: "layer(", replacement: ""),
          NameRewrite(pattern: "a", replacement: "x$y"),
        ])
    }
    #expect(error?.diagnostics.map(\.code) == [.renamePattern, .renamePattern])
    #expect(error?.diagnostics.last?.message.contains("character 2") ?? false)
    #expect(error?.diagnostics.first?.message.contains("at character 6") ?? false)
  }
}
