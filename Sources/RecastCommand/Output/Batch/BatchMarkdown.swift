import Diagnostics
import Recast

/// A batch's report for the page of a job: what failed first, then a table, both cut where pages end.
struct BatchMarkdown {
  private let report: BatchReport
  private static let mostFailures = 100
  private static let mostRows = 500

  init(_ report: BatchReport) { self.report = report }

  /// The document.
  var text: String {
    let failed = report.results.filter { $0.status == .failed }
    var lines = [
      "### recast batch: \(Self.escaped(report.title))", "",
      "\(failed.isEmpty && report.problems.isEmpty ? "✅" : "❌") \(report.countsText) "
        + "in \(QuantityText.seconds(report.milliseconds))", "",
    ]
    for problem in report.problems { lines.append("- ❌ \(Self.line(problem))") }
    for result in failed.prefix(Self.mostFailures) {
      lines.append("- ❌ **\(Self.escaped(result.id))**")
      lines += result.errors.prefix(3).map { "  - \(Self.line($0))" }
    }
    if failed.count > Self.mostFailures {
      lines.append("- … and \(failed.count - Self.mostFailures) more")
    }
    let done = report.results.filter(\.isDone)
    if !done.isEmpty {
      lines += [
        "", "<details><summary>\(QuantityText.count(done.count, "model"))</summary>", "",
        "| model | result | inputs → outputs | nodes | size |", "|---|---|---|---:|---:|",
      ]
      lines += done.prefix(Self.mostRows).map(Self.row)
      if done.count > Self.mostRows {
        lines.append("| … and \(done.count - Self.mostRows) more | | | | |")
      }
      lines += ["", "</details>"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func row(_ result: BatchResult) -> String {
    let model = result.model
    let types =
      model.map { model in
        [model.inputs, model.outputs].map { tensors in
          tensors.prefix(4).map { "\($0.name): \($0)" }.joined(separator: ", ")
            + (tensors.count > 4 ? ", …" : "")
        }.joined(separator: " → ")
      } ?? ""
    let size = QuantityText.bytes(model?.files.reduce(0) { $0 + $1.byteCount } ?? 0)
    return "| \(escaped(result.input)) | \(result.status.rawValue) | \(escaped(types)) | "
      + "\(model?.nodeCount ?? 0) | \(size) |"
  }

  private static func line(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.location.placeInFile.map { "\(escaped($0)): " } ?? ""
    return "\(place)\(escaped(diagnostic.message)) (`\(diagnostic.code.name)`)"
  }

  /// A text of a file, without meaning in Markdown and HTML.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.escapedForTerminal(limit: 300) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "$", "@": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }
}
