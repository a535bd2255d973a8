import Diagnostics
import Recast

/// A batch's report as one page of HTML that needs nothing else: no script, no other file.
struct BatchPage {
  private let report: BatchReport
  /// So many graphs are drawn; a page with more is slow to open.
  private static let mostDrawings = 1000

  init(_ report: BatchReport) { self.report = report }

  /// The document.
  var text: String {
    let title = "recast batch: \(report.title)".htmlEscaped
    var parts = [
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \
      'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>\(Self.style)</style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p class="counts">\(counts)</p>
      """
    ]
    if !report.problems.isEmpty { parts.append(Self.findings(report.problems)) }
    parts.append(
      """
      <table>
      <thead><tr><th>result</th><th>model</th><th>inputs → outputs</th><th>nodes</th>\
      <th>read</th><th>written</th><th>time</th></tr></thead>
      """)
    var drawings = 0
    for result in report.results {
      let isDrawn = result.model?.outline != nil && drawings < Self.mostDrawings
      if isDrawn { drawings += 1 }
      parts.append(Self.row(result, isDrawn: isDrawn))
    }
    parts.append("</table>\n</body>\n</html>\n")
    return parts.joined(separator: "\n")
  }

  private var counts: String {
    let counts = BatchResult.Status.allCases.map { status in
      "<span class=\"\(status.rawValue)\" data-count=\"\(report.count(status))\">"
        + "\(report.count(status)) \(status.rawValue)</span>"
    }
    return counts.joined(separator: " ")
      + " <span>in \(QuantityText.seconds(report.milliseconds))</span>"
  }

  private static func row(_ result: BatchResult, isDrawn: Bool) -> String {
    let model = result.model
    var cells = [
      "<td><span class=\"\(result.status.rawValue)\">\(result.status.rawValue)</span></td>",
      "<td><bdi>\(result.id.htmlEscaped)</bdi></td>",
    ]
    cells.append("<td>\(model.map { "\(types($0.inputs)) → \(types($0.outputs))" } ?? "")</td>")
    cells.append("<td class=\"number\">\(model.map { "\($0.nodeCount)" } ?? "")</td>")
    cells.append("<td class=\"number\">\(QuantityText.bytes(result.inputByteCount))</td>")
    let written = model.map { QuantityText.bytes($0.files.reduce(0) { $0 + $1.byteCount }) }
    cells.append("<td class=\"number\">\(written ?? "")</td>")
    cells.append("<td class=\"number\">\(QuantityText.seconds(result.milliseconds))</td>")
    var text = "<tbody class=\"job\"><tr>\(cells.joined())</tr>"
    var details = ""
    if !result.diagnostics.isEmpty { details += findings(result.diagnostics) }
    if let model { details += facts(model, result.numbers) }
    if isDrawn, let outline = model?.outline {
      details += "<details><summary>graph</summary>\(GraphDrawing(outline).text)</details>"
    }
    if !details.isEmpty { text += "<tr><td></td><td colspan=\"6\">\(details)</td></tr>" }
    return text + "</tbody>"
  }

  private static func types(_ tensors: [ReportedTensor]) -> String {
    tensors.prefix(6).map { "<code>\("\($0.name): \($0)".htmlEscaped)</code>" }
      .joined(separator: ", ") + (tensors.count > 6 ? ", …" : "")
  }

  private static func facts(_ model: BatchModel, _ numbers: BatchResult.NumberCheck) -> String {
    var facts = ["\(model.source) → \(model.target)" + (model.opset.map { " opset \($0)" } ?? "")]
    if let architecture = model.architecture { facts.append("architecture \(architecture)") }
    if let checker = model.checkedBy { facts.append("checked by \(checker)") }
    switch numbers {
    case .none: break
    case .passed(let difference): facts.append("numbers equal within \(difference)")
    case .failed: facts.append("numbers differ")
    case .notChecked(let reason): facts.append("numbers not checked: \(reason)")
    }
    facts += model.files.map { $0.path }
    facts.append("sha256 \(model.sourceDigest)")
    return "<p class=\"facts\">\(facts.map(\.htmlEscaped).joined(separator: " · "))</p>"
  }

  private static func findings(_ diagnostics: [Diagnostic]) -> String {
    let items = diagnostics.prefix(50).map { diagnostic in
      let place = [diagnostic.location.file, diagnostic.location.placeInFile].compactMap(\.self)
        .joined(separator: ": ")
      return "<li class=\"\(diagnostic.severity.rawValue)\"><bdi>\(place.htmlEscaped)</bdi> "
        + "\(diagnostic.message.htmlEscaped) <code>\(diagnostic.code.name.htmlEscaped)</code></li>"
    }
    return "<ul>\(items.joined())</ul>"
      + (diagnostics.count > 50 ? "<p>and \(diagnostics.count - 50) more</p>" : "")
  }

  private static let style = """
    :root{color-scheme:light dark}
    body{font:15px/1.45 system-ui,sans-serif;margin:2rem;max-width:90rem}
    h1{font-size:1.3rem}table{border-collapse:collapse;width:100%}
    th{text-align:left}th,td{padding:.3rem .6rem;vertical-align:top}
    tbody.job{border-top:1px solid #8884}.number{text-align:right;white-space:nowrap}
    span.converted,span.unchanged,span.restored,span.failed,span.skipped{padding:.05rem .5rem;\
    border-radius:.7rem;background:#8883;white-space:nowrap}
    span.converted,span.restored{background:#2a73}span.unchanged{background:#28a3}
    span.failed{background:#d225}ul{margin:.2rem 0;padding-left:1.1rem}li.error{color:#c33}
    li.warning{color:#a60}.facts{margin:.2rem 0;opacity:.75;overflow-wrap:anywhere}
    code{font-size:.92em}details svg{max-width:100%;height:auto}
    svg .edges{fill:none;stroke:#8889}svg .boxes{fill:#8882;stroke:#8886}
    svg text{font:11px system-ui,sans-serif;text-anchor:middle;fill:currentColor}
    svg .gap{text-anchor:start;font-style:italic}
    """
}

extension String {
  /// The text as it stands in HTML, where nothing of it is markup; invisible characters are spelled out.
  var htmlEscaped: String {
    var result = ""
    for character in escapedForTerminal(limit: 4000).unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
