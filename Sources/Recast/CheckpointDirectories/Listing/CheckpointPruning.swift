import ByteIO
public import Diagnostics

/// Which checkpoints of a folder to keep.
///
/// Each rule keeps some, in every series by itself, and the newest whole one always stays; what no rule
/// keeps is removed. What is broken, of no series, or no checkpoint at all is left alone.
public struct CheckpointPruning: Hashable, Sendable {
  /// Keeps the latest ones.
  public var keepLast: Int?
  /// Keeps one for each span of time: the oldest, and each that is so much younger than the one before.
  public var keepEvery: Duration?
  /// Keeps the ones with the best metric.
  public var keepBest: Int?
  /// Which values are better; nothing takes what was recorded, or what the metric's name tells.
  public var mode: CheckpointMetric.Mode?

  /// Makes rules.
  ///
  /// - Throws: ``DiagnosticCode/checkpointPolicyInvalid`` without any rule or with a negative number.
  public init(
    keepLast: Int? = nil, keepEvery: Duration? = nil, keepBest: Int? = nil,
    mode: CheckpointMetric.Mode? = nil
  ) throws(Diagnostic) {
    guard keepLast != nil || keepEvery != nil || keepBest != nil else {
      throw Diagnostic(
        .checkpointPolicyInvalid,
        "nothing says what to keep: give a number, a time, how many of the best, or several of them"
      )
    }
    guard keepLast ?? 0 >= 0, keepBest ?? 0 >= 0, keepEvery ?? .seconds(1) > .zero else {
      throw Diagnostic(.checkpointPolicyInvalid, "a number or a time to keep is negative")
    }
    self.keepLast = keepLast
    self.keepEvery = keepEvery
    self.keepBest = keepBest
    self.mode = mode
  }

  /// What becomes of a checkpoint, and why.
  public struct Verdict: Hashable, Sendable {
    /// What becomes of it.
    public enum Fate: String, Hashable, Sendable {
      /// A rule keeps it.
      case kept
      /// No rule does.
      case removed
      /// It is not for rules to decide.
      case leftAlone = "left-alone"
    }

    /// The checkpoint.
    public let entry: CheckpointListing.Entry
    /// What becomes of it.
    public let fate: Fate
    /// Why: `one of the last 5`.
    public let reason: String
  }

  /// Decides over every checkpoint, in the order of the listing; nothing is removed yet.
  ///
  /// - Throws: ``DiagnosticCode/checkpointPolicyInvalid`` if the best are to be kept and nothing tells
  ///   which values are better.
  public func verdicts(on listing: CheckpointListing) throws(Diagnostic) -> [Verdict] {
    var reasons = [String?](repeating: nil, count: listing.entries.count)
    var bySeries: [String: [Int]] = [:]
    var order: [String] = []
    for (index, entry) in listing.entries.enumerated() {
      guard entry.isWhole, let series = entry.series else { continue }
      if bySeries[series] == nil { order.append(series) }
      bySeries[series, default: []].append(index)
    }
    for series in order {
      let indices = bySeries[series] ?? []
      try decide(indices, listing.entries, &reasons)
    }
    return zip(listing.entries, reasons).map { entry, reason in
      if let reason { return Verdict(entry: entry, fate: .kept, reason: reason) }
      if case .broken = entry.condition {
        return Verdict(entry: entry, fate: .leftAlone, reason: "broken")
      }
      guard entry.series != nil else {
        return Verdict(entry: entry, fate: .leftAlone, reason: "of no series")
      }
      return Verdict(entry: entry, fate: .removed, reason: "kept by no rule")
    }
  }

  /// Notes why each of a series is kept, of entries from old to new.
  private func decide(
    _ indices: [Int], _ entries: [CheckpointListing.Entry], _ reasons: inout [String?]
  ) throws(Diagnostic) {
    if let newest = indices.last { reasons[newest] = "the newest" }
    if let keepLast {
      for index in indices.suffix(keepLast) where reasons[index] == nil {
        reasons[index] = "one of the last \(keepLast)"
      }
    }
    if let keepBest, keepBest > 0 {
      for index in try best(keepBest, indices, entries) {
        guard let metric = entries[index].metric else { continue }
        let text = "one of the best \(keepBest): \(metric.name) \(metric.value)"
        reasons[index] = reasons[index].map { "\($0), \(text)" } ?? text
      }
    }
    if let keepEvery {
      var last: Duration?
      for index in indices.sorted(by: { entries[$0].saved < entries[$1].saved }) {
        let saved = entries[index].saved
        if let last, saved - last < keepEvery { continue }
        last = saved
        reasons[index] = reasons[index] ?? "the first of its time"
      }
    }
  }

  /// The best of a series, all by the metric of the newest one that has some.
  private func best(
    _ count: Int, _ indices: [Int], _ entries: [CheckpointListing.Entry]
  ) throws(Diagnostic) -> [Int] {
    guard
      let newest = indices.last(where: { entries[$0].metric != nil }),
      let metric = entries[newest].metric
    else { return [] }
    guard let mode = mode ?? entries[newest].metricMode ?? metric.modeByName else {
      throw Diagnostic(
        .checkpointPolicyInvalid,
        "whether the lowest or the highest '\(metric.name)' is best is not known: say which")
    }
    let measured = indices.filter {
      entries[$0].metric?.name == metric.name && entries[$0].metric?.value.isNaN == false
    }
    let ranked = measured.sorted { left, right in
      let (first, second) = (
        entries[left].metric?.value ?? .nan, entries[right].metric?.value ?? .nan
      )
      if mode.prefers(first, to: second) { return true }
      return !mode.prefers(second, to: first) && left < right
    }
    return Array(ranked.prefix(count))
  }

  /// Removes what the verdicts say, of a set the file first that names the others.
  ///
  /// A file that changed since it was looked at stays.
  ///
  /// - Returns: the verdicts as they came true.
  public static func carryOut(
    _ verdicts: [Verdict], in path: String, diagnostics: DiagnosticCollector
  ) -> [Verdict] {
    let folder = Folder(path)
    let lock = FolderLock(folder, waits: true)
    let done = verdicts.map { verdict in
      guard verdict.fate == .removed else { return verdict }
      let entry = verdict.entry
      let byteCount = entry.files.reduce(0) {
        $0.addingSaturated(folder.member(named: $1)?.byteCount ?? 0)
      }
      guard byteCount == entry.byteCount else {
        return Verdict(entry: entry, fate: .leftAlone, reason: "it changed meanwhile")
      }
      do throws(Diagnostic) {
        for file in entry.files { try folder.remove(file) }
        return verdict
      } catch {
        diagnostics.emit(
          Diagnostic(.checkpointNotRemoved, severity: .warning, error.message, at: error.location))
        return Verdict(entry: entry, fate: .leftAlone, reason: "the system refused")
      }
    }
    _ = consume lock
    return done
  }
}
