import Checkpoints
import ConversionKit
import Recast

/// What a check found, as reports for machines show it.
struct ReportedCheck {
  /// The file.
  let path: String
  /// What was checked.
  let title: String
  /// What is as it should be.
  let success: String
  /// The rules, in the order of reports.
  let rules: [FileRule]
  /// What was found.
  let findings: [ReportedFinding]
  /// What can be done about it.
  let advice: [String]

  /// A checkpoint against an architecture.
  init(_ report: ValidationReport) {
    path = report.checkpointPath
    title = "\(report.checkpointPath) against \(report.architecture)"
    success = "\(report.binding.matchedCount) entries fit"
    rules = ValidationFinding.Rule.allCases.map { FileRule(id: $0.rawValue, text: $0.text) }
    findings = ValidationFinding.all(of: report).map { finding in
      ReportedFinding(
        rule: finding.rule.rawValue, name: finding.name, message: finding.message,
        isError: finding.isError)
    }
    advice = report.binding.advice.map(\.text)
  }

  /// A file against the rules of its format.
  init(_ report: FileCheckReport) {
    path = report.path
    title = "\(report.path) against the rules of \(report.format.name)"
    success = report.check.scope
    rules = report.check.rules
    findings = report.check.findings.map { finding in
      ReportedFinding(
        rule: finding.rule, name: finding.place, message: "\(finding.place): \(finding.message)",
        isError: finding.isViolation)
    }
    advice = []
  }
}

/// One finding of a check.
struct ReportedFinding {
  /// The rule's name.
  let rule: String
  /// The place in the file.
  let name: String
  /// One sentence.
  let message: String
  /// Whether it makes the check fail.
  let isError: Bool
}
