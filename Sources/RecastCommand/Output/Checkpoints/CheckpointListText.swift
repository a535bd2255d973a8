import ConversionKit
import Diagnostics
import Recast

/// The checkpoints of a folder as a table.
struct CheckpointListText {
  /// The lines.
  let lines: [String]

  /// Describes a listing.
  init(_ listing: CheckpointListing) {
    var table = TextTable()
    for entry in listing.entries { table.add(Self.cells(entry)) }
    var lines = table.lines
    for entry in listing.entries {
      guard case .broken(let reason) = entry.condition else { continue }
      let name = entry.name.escapedForTerminal(limit: 200)
      lines.append("  \(name): \(reason.message.escapedForTerminal(limit: 400)) [\(reason.code)]")
    }
    let size = listing.entries.reduce(0) { sum, entry in
      let (total, overflow) = sum.addingReportingOverflow(entry.byteCount)
      return overflow ? .max : total
    }
    var summary = QuantityText.count(listing.entries.count, "checkpoint")
    if !listing.entries.isEmpty { summary += ", \(QuantityText.bytes(size))" }
    let broken = listing.entries.count { !$0.isWhole }
    if broken > 0 { summary += ", \(broken) broken" }
    if listing.otherFileCount > 0 {
      summary += "; \(QuantityText.count(listing.otherFileCount, "other file"))"
    }
    self.lines = lines + [summary]
  }

  private static func cells(_ entry: CheckpointListing.Entry) -> [String] {
    [
      entry.name.escapedForTerminal(limit: 120),
      entry.epoch.map { "epoch \($0)" } ?? "-", entry.step.map { "step \($0)" } ?? "-",
      metric(entry.metric), QuantityText.bytes(entry.byteCount),
      String(CalendarTime(sinceEpoch: entry.saved).text.prefix(19)) + "Z", condition(entry),
    ]
  }

  /// A metric with its name: `loss 0.25`.
  static func metric(_ metric: CheckpointMetric?) -> String {
    metric.map { "\($0.name.escapedForTerminal(limit: 40)) \($0.value)" } ?? "-"
  }

  private static func condition(_ entry: CheckpointListing.Entry) -> String {
    switch entry.condition {
    case .whole(let count): "whole, \(QuantityText.count(count, "tensor"))"
    case .broken: "broken"
    }
  }
}
