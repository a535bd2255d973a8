import ArgumentParser
import Diagnostics
import JSONText
import Recast

/// Runs a command's work and reports what came of it: the result on standard output, findings on
/// standard error, an exit code.
struct CommandReport {
  /// The file that findings without one are about.
  let file: String?
  /// Whether the result is JSON.
  var isJSON = false
  /// Whether a failure prints a JSON object; not where the result is one object a line.
  var describesFailure = true
  /// Whether only errors and warnings are shown.
  var isQuiet = false
  /// Whether other files have results of their own beside this one.
  var isOneOfSeveral = false

  /// So many errors of one run are shown.
  private static let mostErrorLines = 50

  /// Does the work; its text goes to standard output.
  ///
  /// - Throws: an `ExitCode` after a failure was reported.
  func perform(_ work: (DiagnosticCollector) throws -> String) throws {
    let collector = DiagnosticCollector()
    do {
      try StandardStream.output.write(try work(collector))
    } catch {
      throw ExitCode(report(Self.errors(of: error), collector))
    }
    let findings = collector.drain().filter { !isQuiet || $0.severity != .note }
    write(findings)
  }

  /// The findings of a run as a member of its JSON result.
  static func json(_ findings: [Diagnostic]) -> (String, JSONValue) {
    ("diagnostics", .array(findings.map(\.json)))
  }

  /// A result as it is printed: in a line where there are several.
  func text(of result: JSONValue) -> String {
    (isOneOfSeveral ? result.compactText : result.text) + "\n"
  }

  /// Reports a failure and returns the exit code.
  private func report(_ errors: [Diagnostic], _ collector: DiagnosticCollector) -> Int32 {
    let errors = errors.map { $0.located(at: Location(file: file)) }
    let exitCode = Self.exitCode(of: errors)
    if isJSON, describesFailure {
      var members: [(String, JSONValue)] = [
        ("status", .string("failed")), ("exit_code", .integer(Int(exitCode))),
        Self.json(collector.drain() + errors),
      ]
      if isOneOfSeveral { members.insert(("file", .optional(file)), at: 0) }
      try? StandardStream.output.write(text(of: .object(members)))
    }
    // What led up to an error is not worth a line beside it.
    write(Array(errors.prefix(Self.mostErrorLines)))
    if errors.count > Self.mostErrorLines {
      let rest = QuantityText.count(errors.count - Self.mostErrorLines, "more error")
      let place = file.map { "\($0.escapedForTerminal(limit: 300)): " } ?? ""
      try? StandardStream.error.write("\(place)\(rest), not shown\n")
    }
    return exitCode
  }

  private func write(_ findings: [Diagnostic]) {
    guard !findings.isEmpty else { return }
    let style = StandardStream.error.style
    let lines = findings.map { finding in
      let prefix = finding.location.file == nil ? "recast: " : ""
      return prefix + style.line(finding) + "\n"
    }
    try? StandardStream.error.write(lines.joined())
  }

  /// The diagnostics that an error carries; any other error is a fault of ours.
  private static func errors(of error: any Error) -> [Diagnostic] {
    switch error {
    case let diagnostic as Diagnostic: [diagnostic]
    case let list as DiagnosticList: list.diagnostics
    default: [Diagnostic(.internalFault, "\(error)")]
    }
  }

  /// The exit code of several errors: that of the kind that is worst to overlook.
  private static func exitCode(of errors: [Diagnostic]) -> Int32 {
    worst(of: errors.map(\.code.kind.exitCode)) ?? FailureKind.internalFault.exitCode
  }

  /// The one of several exit codes that is worst to overlook; nothing if there are none.
  static func worst(of exitCodes: [Int32]) -> Int32? {
    let order: [FailureKind] = [
      .internalFault, .inputOutput, .resourceLimit, .badInput, .unsupported, .usage, .checkFailed,
    ]
    return order.map(\.exitCode).first(where: exitCodes.contains) ?? exitCodes.first
  }
}
