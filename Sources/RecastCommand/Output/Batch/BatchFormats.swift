import Diagnostics
import Recast

extension JUnitReport {
  /// One test case for each conversion of a batch.
  init(_ report: BatchReport) {
    var cases = report.results.map { result in
      JUnitCase(
        name: result.id, outcome: Self.outcome(result), file: result.input,
        milliseconds: result.milliseconds)
    }
    cases += report.problems.map { problem in
      JUnitCase(
        name: "the batch itself",
        outcome: .failed(type: problem.code.name, message: problem.message, details: nil),
        file: problem.location.file)
    }
    self.init(suites: [
      JUnitSuite(title: report.title, cases: cases, milliseconds: report.milliseconds)
    ])
  }

  private static func outcome(_ result: BatchResult) -> JUnitCase.Outcome {
    let lines = result.diagnostics.map { $0.renderedLine() }.joined(separator: "\n")
    switch result.status {
    case .skipped: return .skipped(result.diagnostics.first?.message ?? "")
    case .failed:
      let first = result.errors.first
      return .failed(
        type: first?.code.name ?? "", message: first?.message ?? "it failed", details: lines)
    default: return lines.isEmpty ? .passed : .noted(lines)
    }
  }
}

extension SARIFReport {
  /// Everything that a batch found, a rule for each diagnostic code that occurs.
  init(_ report: BatchReport) {
    let own = report.problems.map { (report.file, $0) }
    let all =
      own
      + report.results.flatMap { result in
        result.status == .skipped ? [] : result.diagnostics.map { (result.input, $0) }
      }
    var codes: [String: DiagnosticCode] = [:]
    for (_, diagnostic) in all { codes[diagnostic.code.name] = diagnostic.code }
    self.init(
      rules: codes.values.sorted { $0.name < $1.name }.map { code in
        Rule(
          id: code.name,
          text: code.explanation.split(separator: ".").first.map { "\($0)." } ?? code.name,
          explanation: code.explanation.isEmpty ? nil : code.explanation)
      },
      findings: all.map { file, diagnostic in
        Finding(
          rule: diagnostic.code.name, level: Self.level(diagnostic.severity),
          message: diagnostic.message, path: diagnostic.location.file ?? file,
          name: diagnostic.location.placeInFile)
      })
  }

  private static func level(_ severity: Severity) -> Finding.Level {
    switch severity {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}

extension BatchReport {
  /// What the report is of: the batch file, and the shard.
  var title: String { file + (shard.map { ", shard \($0.index) of \($0.count)" } ?? "") }

  /// How many conversions ended in which way, in words.
  var countsText: String {
    let counts = BatchResult.Status.allCases.compactMap { status -> String? in
      let count = count(status)
      return count == 0 ? nil : "\(count) \(status.rawValue)"
    }
    return "\(QuantityText.count(results.count, "conversion"))"
      + (counts.isEmpty ? "" : ": " + counts.joined(separator: ", "))
  }
}
