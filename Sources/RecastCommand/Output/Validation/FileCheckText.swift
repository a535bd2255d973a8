import ConversionKit
import Diagnostics
import JSONText
import Recast

/// A file's check against the rules of its format, for people and as JSON.
struct FileCheckText {
  private let report: FileCheckReport
  /// So many findings are shown; the others are counted.
  private static let mostLines = 200

  init(_ report: FileCheckReport) { self.report = report }

  /// The lines, a verdict first.
  var lines: [String] {
    let check = report.check
    let violations = check.findings.filter(\.isViolation)
    let notes = check.findings.filter { !$0.isViolation }
    let verdict =
      violations.isEmpty
      ? "keeps the rules of \(report.format.name)"
      : "breaks the rules of \(report.format.name) in "
        + QuantityText.count(violations.count, "place")
    return ["\(verdict): \(check.scope)"] + section("violations", violations)
      + section("notes", notes)
  }

  private func section(_ title: String, _ findings: [FileFinding]) -> [String] {
    guard !findings.isEmpty else { return [] }
    var lines = ["", "\(title) (\(findings.count))"]
    lines += findings.prefix(Self.mostLines).map { finding in
      let place = finding.place.isEmpty ? "" : "\(finding.place): "
      return "  \("\(place)\(finding.message)".escapedForTerminal(limit: 500)) [\(finding.rule)]"
    }
    if findings.count > Self.mostLines {
      lines.append("  … and \(findings.count - Self.mostLines) more; --json lists all")
    }
    return lines
  }

  /// The report as JSON.
  func json(_ diagnostics: [Diagnostic]) -> String {
    let check = report.check
    return JSONValue.object([
      ("status", .string(check.passes ? "valid" : "invalid")), ("file", .string(report.path)),
      ("format", .string(report.format.id)), ("scope", .string(check.scope)),
      (
        "counts",
        .object([
          ("violations", .integer(check.findings.count { $0.isViolation })),
          ("notes", .integer(check.findings.count { !$0.isViolation })),
        ])
      ),
      (
        "findings",
        .array(
          check.findings.map { finding in
            .object([
              ("rule", .string(finding.rule)), ("place", .string(finding.place)),
              ("message", .string(finding.message)),
              ("severity", .string(finding.isViolation ? "error" : "note")),
            ])
          })
      ),
      CommandReport.json(diagnostics),
    ]).text
  }
}
