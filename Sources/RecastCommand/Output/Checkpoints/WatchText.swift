import ConversionKit
import Diagnostics
import JSONText
import Recast

/// Something that a watch did, written at once.
struct WatchText {
  private let event: CheckpointWatch.Event
  private let folder: String

  /// Takes what happened in a folder.
  init(_ event: CheckpointWatch.Event, folder: String) {
    self.event = event
    self.folder = folder
  }

  /// Writes it: results to standard output, findings to standard error.
  ///
  /// - Throws: ``DiagnosticCode/standardOutputNotWritable``.
  func write(isJSON: Bool, isQuiet: Bool) throws(Diagnostic) {
    if isJSON {
      try StandardStream.output.write(json.compactText + "\n")
    } else if !isQuiet, let text {
      try StandardStream.output.write(text + "\n")
    }
    let style = StandardStream.error.style
    let lines = findings.filter { !isQuiet || $0.severity != .note }.map { style.line($0) + "\n" }
    // Who reads the results may not read these.
    if !lines.isEmpty { try? StandardStream.error.write(lines.joined()) }
  }

  private var findings: [Diagnostic] {
    switch event {
    case .converted(let name, _, let findings), .failed(let name, let findings):
      let location = Location(file: folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)")
      return findings.prefix(50).map { $0.located(at: location) }
    case .watching, .removed: return []
    }
  }

  private var text: String? {
    switch event {
    case .watching(let isNotified):
      "watching \(folder.escapedForTerminal(limit: 300))" + (isNotified ? "" : ", by looking")
    case .converted(let name, let report, _):
      "\(name.escapedForTerminal(limit: 200)) → "
        + ConversionText(report).lines.joined(separator: "\n")
    case .failed: nil
    case .removed(let names):
      "removed \(names.map { $0.escapedForTerminal(limit: 200) }.joined(separator: ", "))"
    }
  }

  private var json: JSONValue {
    switch event {
    case .watching(let isNotified):
      .object([
        ("event", .string("watching")), ("folder", .string(folder)),
        ("notified", .boolean(isNotified)),
      ])
    case .converted(let name, let report, let findings):
      .object(
        [("event", .string("converted")), ("checkpoint", .string(name))] + report.jsonMembers
          + [CommandReport.json(findings)])
    case .failed(let name, let errors):
      .object([
        ("event", .string("failed")), ("checkpoint", .string(name)),
        CommandReport.json(errors),
      ])
    case .removed(let names):
      .object([("event", .string("removed")), ("files", .strings(names))])
    }
  }
}
