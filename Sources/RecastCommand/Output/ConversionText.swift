import ConversionKit
import Diagnostics
import Recast

/// What a conversion did, in two lines or a few more.
struct ConversionText {
  /// The lines.
  let lines: [String]

  /// Describes a conversion.
  init(_ report: ConversionReport) {
    let summary = report.summary
    var facts = [report.target.name + (summary.opset.map { " opset \($0)" } ?? "")]
    if let count = summary.entryCount {
      facts.append(QuantityText.count(count, "tensor"))
    } else {
      facts.append(QuantityText.count(summary.nodeCount, "node"))
      facts.append(summary.checkedBy.map { "checked by \($0)" } ?? "checked by recast alone")
    }
    var lines = summary.files.map {
      "\($0.path.escapedForTerminal()): \(QuantityText.bytes($0.byteCount))"
    }
    // The model itself is committed last.
    if let last = lines.popLast() { lines.append("\(last), " + facts.joined(separator: ", ")) }
    if let architecture = report.architecture {
      lines.append(
        report.isRecognised
          ? "  recognised as \(architecture.escapedForTerminal())"
          : "  bound to \(architecture.escapedForTerminal())")
    }
    if summary.entryCount == nil {
      lines.append("  \(Self.text(summary.inputs)) → \(Self.text(summary.outputs))")
    }
    self.lines = lines
  }

  private static func text(_ types: [NamedType]) -> String {
    types.prefix(8).map { "\($0.name.escapedForTerminal(limit: 80)): \($0.type)" }
      .joined(separator: ", ") + (types.count > 8 ? " and \(types.count - 8) more" : "")
  }
}
