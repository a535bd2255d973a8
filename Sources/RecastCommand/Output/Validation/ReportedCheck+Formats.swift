import ConversionKit

extension JUnitReport {
  /// One test case for everything that is as it should be, and one for each finding of a check.
  init(_ report: ReportedCheck) {
    let failures = report.findings.filter(\.isError).map { finding in
      JUnitCase(
        name: finding.name,
        outcome: .failed(type: finding.rule, message: finding.message, details: nil))
    }
    let others = report.findings.filter { !$0.isError }.map { finding in
      JUnitCase(name: finding.name, outcome: .noted(finding.message))
    }
    self.init(suites: [
      JUnitSuite(
        title: report.title,
        cases: [JUnitCase(name: report.success, outcome: .passed)] + failures + others,
        notes: report.advice)
    ])
  }
}

extension SARIFReport {
  /// The findings of a check.
  init(_ report: ReportedCheck) {
    self.init(
      rules: report.rules.map { Rule(id: $0.id, text: $0.text) },
      findings: report.findings.map { finding in
        Finding(
          rule: finding.rule, level: finding.isError ? .error : .note, message: finding.message,
          path: report.path, name: finding.name)
      })
  }
}
