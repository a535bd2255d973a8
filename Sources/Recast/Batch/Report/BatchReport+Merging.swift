import ByteIO
import Diagnostics

extension BatchReport {
  /// Joins the reports of shards.
  ///
  /// What they lack and what two of them have are problems of the result; of two results for one
  /// conversion the one given last counts.
  ///
  /// - Returns: nothing of no reports.
  public static func merging(_ reports: [(path: String, report: BatchReport)]) -> BatchReport? {
    guard let first = reports.first?.report else { return nil }
    var problems: [Diagnostic] = []
    func report(_ code: DiagnosticCode, _ message: String, _ path: String?) {
      problems.append(Diagnostic(code, message, at: Location(file: path)))
    }

    var shards: [Int: String] = [:]
    var positions: [ExactName: Int] = [:]
    var results: [BatchResult] = []
    let count = first.shard?.count ?? 1
    for (path, next) in reports {
      if next.planDigest != first.planDigest || next.plannedCount != first.plannedCount
        || next.shard?.count ?? 1 != count
      {
        report(
          .batchReportsDiffer,
          "this report is of another batch, another number of shards or other files than "
            + (reports.first?.path ?? ""), path)
      }
      let index = next.shard?.index ?? 1
      if let other = shards.updateValue(path, forKey: index) {
        report(
          .batchShardsOverlap, "shard \(index) of \(count) is in \(other) too", path)
      }
      var repeated = 0
      for result in next.results {
        if let position = positions[ExactName(result.id)] {
          results[position] = result
          repeated += 1
        } else {
          positions[ExactName(result.id)] = results.count
          results.append(result)
        }
      }
      if repeated > 0 {
        report(
          .batchShardsOverlap, "\(repeated) of its conversions are in other reports too", path)
      }
    }
    let missing = (1...count).filter { shards[$0] == nil }
    if !missing.isEmpty {
      let names = missing.prefix(20).map(String.init).joined(separator: ", ")
      report(
        .batchShardMissing,
        "no report of shard \(names)\(missing.count > 20 ? " and others" : "") of \(count)", nil)
    } else if results.count < first.plannedCount {
      report(
        .batchShardMissing,
        "\(first.plannedCount - results.count) of \(first.plannedCount) conversions are in no report",
        nil)
    }
    var merged = BatchReport(
      file: first.file, planDigest: first.planDigest, plannedCount: first.plannedCount, shard: nil,
      results: results.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) })
    merged.problems = reports.flatMap(\.report.problems) + problems
    merged.milliseconds = reports.map(\.report.milliseconds).max() ?? 0
    return merged
  }
}
