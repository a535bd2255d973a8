import ArgumentParser
import Diagnostics
import JSONText
import Recast

/// The reports that `recast batch` and `recast batch merge-reports` write.
struct BatchReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the report as JSON, which 'merge-reports' reads.", valueName: "file"),
    completion: .file())
  var json: String?

  @Option(
    help: ArgumentHelp(
      "Write it as JUnit XML, which continuous integration shows.", valueName: "file"),
    completion: .file())
  var junit: String?

  @Option(
    help: ArgumentHelp(
      "Write it as SARIF 2.1.0, which code review tools show.", valueName: "file"),
    completion: .file())
  var sarif: String?

  @Option(
    help: ArgumentHelp(
      "Write it as Markdown; in GitHub's actions it is on the page of the job anyway.",
      valueName: "file"), completion: .file())
  var markdown: String?

  @Option(
    help: ArgumentHelp(
      "Write it as one page of HTML with a drawing of each graph.", valueName: "file"),
    completion: .file())
  var html: String?

  /// Writes whatever was asked for, and what GitHub's runner takes.
  ///
  /// - Returns: what belongs on standard output.
  /// - Throws: what writing raises.
  func write(_ report: BatchReport) throws(Diagnostic) -> String {
    if let json { try ReportFile.write(report.json.text + "\n", to: json) }
    if let junit { try ReportFile.write(JUnitReport(report).text, to: junit) }
    if let sarif { try ReportFile.write(SARIFReport(report).text, to: sarif) }
    if let markdown { try ReportFile.write(BatchMarkdown(report).text, to: markdown) }
    if let html { try ReportFile.write(BatchPage(report).text, to: html) }
    let summary = environmentVariable("GITHUB_STEP_SUMMARY")
    if !summary.isEmpty { try ReportFile.append(BatchMarkdown(report).text, to: summary) }
    return environmentVariable("GITHUB_ACTIONS").isEmpty ? "" : BatchAnnotations(report).text
  }
}
