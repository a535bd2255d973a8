import Checkpoints
import Diagnostics
import Recast

/// A validation's report for people.
struct ValidationText {
  /// The report.
  private let report: ValidationReport
  private let style: TextStyle
  /// So many findings of a kind are shown; the others are counted.
  private static let mostLines = 200

  init(_ report: ValidationReport, style: TextStyle) {
    self.report = report
    self.style = style
  }

  /// The lines, a verdict first.
  var lines: [String] {
    let binding = report.binding
    var lines = [verdict]
    if !report.selection.isEmpty {
      lines.append("  weights     \(report.selection.escapedForTerminal())")
    }
    lines += binding.adaptations.map { "  note        \($0)" }
    lines += section(
      "size mismatch",
      binding.shapeMismatches.map { mismatch in
        "\(mismatch.expected.name): expected \(Self.shape(mismatch.expected.shape)), "
          + "found \(Self.shape(mismatch.found))"
      })
    lines += section(
      "missing",
      binding.missing.map { entry in
        "\(entry.name): expected \(entry.elementType)\(Self.shape(entry.shape))"
      })
    lines += section("unexpected", binding.unexpected.map(Self.text))
    lines += section(
      "type mismatch",
      binding.typeMismatches.map { mismatch in
        "\(mismatch.expected.name): expected \(mismatch.expected.elementType), found "
          + "\(mismatch.found)\(mismatch.isConverted ? ", which is converted on loading" : "")"
      })
    lines += section(
      "not finite",
      binding.nonFinite.map { finding in
        "\(finding.name): \(finding.notANumberCount) NaN, \(finding.infiniteCount) infinite"
      })
    if !binding.optimizerEntries.isEmpty {
      let count =
        binding.optimizerEntries.count == 1
        ? "1 entry" : "\(binding.optimizerEntries.count) entries"
      lines += ["", "\(count) of optimizers, which no model uses"]
    }
    if !binding.advice.isEmpty {
      lines += ["", "advice"]
      lines += binding.advice.map { "  \($0.text.escapedForTerminal(limit: 2000))" }
    }
    return lines
  }

  private var verdict: String {
    let binding = report.binding
    let name = report.architecture.escapedForTerminal()
    let counts =
      "\(binding.matchedCount) of \(report.expectedCount) expected entries match, "
      + "\(QuantityText.count(report.storedCount, "tensor")) stored"
    return report.fits ? "fits \(name): \(counts)" : "does not fit \(name): \(counts)"
  }

  private func section(_ title: String, _ items: [String]) -> [String] {
    guard !items.isEmpty else { return [] }
    var lines = ["", "\(title) (\(items.count))"]
    lines += items.prefix(Self.mostLines).map { "  \($0.escapedForTerminal(limit: 500))" }
    if items.count > Self.mostLines {
      lines.append("  … and \(items.count - Self.mostLines) more; --json lists all")
    }
    return lines
  }

  private static func text(_ entry: BindingReport.Unexpected) -> String {
    guard let type = entry.elementType, let shape = entry.shape else {
      return "\(entry.name): \(entry.text ?? "no tensor")"
    }
    return "\(entry.name): \(type)\(Self.shape(shape))"
  }

  private static func shape(_ shape: [Int]) -> String {
    "[\(shape.map(String.init).joined(separator: ", "))]"
  }
}
