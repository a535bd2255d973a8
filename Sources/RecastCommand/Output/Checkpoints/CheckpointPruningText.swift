import Diagnostics
import JSONText
import Recast

/// What was removed and what was kept, and why.
struct CheckpointPruningText {
  private let verdicts: [CheckpointPruning.Verdict]
  private let isDryRun: Bool

  /// Describes verdicts, which were carried out unless it was a dry run.
  init(_ verdicts: [CheckpointPruning.Verdict], isDryRun: Bool) {
    self.verdicts = verdicts
    self.isDryRun = isDryRun
  }

  /// A line a checkpoint, and a summary.
  var lines: [String] {
    var table = TextTable()
    for verdict in verdicts {
      table.add([
        word(verdict.fate), verdict.entry.name.escapedForTerminal(limit: 120),
        QuantityText.bytes(verdict.entry.byteCount), verdict.reason.escapedForTerminal(limit: 200),
      ])
    }
    let removed = verdicts.filter { $0.fate == .removed }
    let verb = isDryRun ? "would be removed" : "removed"
    return table.lines + [
      "\(QuantityText.count(removed.count, "checkpoint")) \(verb), "
        + "\(QuantityText.bytes(byteCount(removed))); \(verdicts.count - removed.count) stay"
    ]
  }

  /// The same as JSON.
  func json(folder: String, _ findings: [Diagnostic]) -> String {
    let removed = verdicts.filter { $0.fate == .removed }
    let list = verdicts.map { verdict -> JSONValue in
      .object([
        ("name", .string(verdict.entry.name)), ("fate", .string(verdict.fate.rawValue)),
        ("reason", .string(verdict.reason)), ("files", .strings(verdict.entry.files)),
        ("byte_count", .integer(verdict.entry.byteCount)),
      ])
    }
    return JSONValue.object([
      ("status", .string("pruned")), ("folder", .string(folder)), ("dry_run", .boolean(isDryRun)),
      ("checkpoints", .array(list)), ("removed_count", .integer(removed.count)),
      ("removed_byte_count", .integer(byteCount(removed))), CommandReport.json(findings),
    ]).text
  }

  private func word(_ fate: CheckpointPruning.Verdict.Fate) -> String {
    switch fate {
    case .kept: "keep"
    case .removed: "remove"
    case .leftAlone: "leave"
    }
  }

  private func byteCount(_ verdicts: [CheckpointPruning.Verdict]) -> Int {
    verdicts.reduce(0) { sum, verdict in
      let (total, overflow) = sum.addingReportingOverflow(verdict.entry.byteCount)
      return overflow ? .max : total
    }
  }
}
