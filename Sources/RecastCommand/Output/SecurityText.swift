import ConversionKit
import Diagnostics
import JSONText

/// A security report as lines or as JSON.
struct SecurityText {
  let report: SecurityReport
  let path: String

  /// The lines: what is dangerous first, then what is unknown, then how many constructors there are.
  var lines: [String] {
    var lines: [String] = []
    for verdict in [SecurityReport.Verdict.dangerous, .unknown] {
      for reference in report.references where reference.verdict == verdict {
        let part = reference.part.isEmpty ? "" : "  in \(reference.part.escapedForTerminal())"
        lines.append("\(verdict.rawValue)  \(reference.name.escapedForTerminal())\(part)")
      }
    }
    lines += report.obstacles.map { "unreadable  \($0.message.escapedForTerminal())" }
    let known = report.references.count { $0.verdict == .constructor }
    lines.append("\(path.escapedForTerminal()): \(conclusion(known))")
    return lines
  }

  private func conclusion(_ known: Int) -> String {
    if report.parts.isEmpty && report.obstacles.isEmpty {
      return "no pickle; nothing is looked up or called by name when it is loaded"
    }
    let pickles = QuantityText.count(report.parts.count, "pickle")
    if report.isClean {
      return "\(pickles), \(QuantityText.count(known, "constructor")) of plain data, nothing else"
    }
    let others = report.references.count - known
    return "\(pickles), \(QuantityText.count(others, "name")) outside the list of constructors"
      + (report.obstacles.isEmpty
        ? "" : ", \(QuantityText.count(report.obstacles.count, "part")) that cannot be read")
  }

  /// The report as one object.
  var json: JSONValue {
    .object([
      ("file", .string(path)), ("clean", .boolean(report.isClean)),
      (
        "references",
        .array(
          report.references.map {
            .object([
              ("name", .string($0.name)), ("verdict", .string($0.verdict.rawValue)),
              ("part", .string($0.part)),
            ])
          })
      ), ("parts", .array(report.parts.map { .string($0) })),
      ("obstacles", .array(report.obstacles.map(\.json))),
    ])
  }
}
