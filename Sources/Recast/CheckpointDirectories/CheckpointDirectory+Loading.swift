import ByteIO
public import Checkpoints
public import ConversionKit
public import Diagnostics

extension CheckpointDirectory {
  /// Which checkpoint is meant.
  public enum Choice: Hashable, Sendable {
    /// The one saved last.
    case latest
    /// The one whose metric is best.
    case best
    /// The best of those saved before a step: what to go back to when a training gets worse.
    case bestBefore(step: Int)
    /// The one of a step, counted through all epochs.
    case step(Int)
    /// The one of an epoch and the step inside it, as names tell them.
    case epoch(Int, step: Int)
  }

  /// A checkpoint that was opened.
  public struct Loaded: Sendable {
    /// What is known of it.
    public let record: CheckpointRecord
    /// Its format.
    public let format: FormatDescription
    /// Its weights, which are read from the file when they are asked for.
    public let checkpoint: Checkpoint
  }

  /// Opens a checkpoint; where the one that is meant does not open, the next latest or best one, with a
  /// warning.
  ///
  /// - Throws: ``DiagnosticCode/noSuchCheckpoint`` if there is none, and what opening raises if none
  ///   opens.
  public func load(
    _ choice: Choice = .latest, diagnostics: DiagnosticCollector = DiagnosticCollector()
  ) throws -> Loaded {
    var failure: (any Error)?
    let candidates = try candidates(for: choice, diagnostics: diagnostics)
    for (position, record) in candidates.enumerated() {
      do {
        return try open(record, diagnostics: diagnostics)
      } catch {
        failure = failure ?? error
        guard position + 1 < candidates.count else { break }
        diagnostics.emit(
          Diagnostic(
            .checkpointPassedOver, severity: .warning,
            "it does not open, '\(candidates[position + 1].name)' is taken: \(Self.text(of: error))",
            at: Location(file: folder.path(of: record.name))))
      }
    }
    throw failure
      ?? Diagnostic(
        .noSuchCheckpoint, "the folder holds no checkpoint that is \(choice.text)",
        at: Location(file: path))
  }

  /// Whether the last checkpoints all are worse than the best one: the sign to go back to it.
  ///
  /// - Parameter patience: how many checkpoints in a row may be worse.
  /// - Throws: ``DiagnosticCode/folderNotReadable``.
  public func hasWorsened(
    for patience: Int, mode: CheckpointMetric.Mode? = nil
  ) throws(Diagnostic) -> Bool {
    let measured = try ownRecords(DiagnosticCollector()).filter { $0.metric != nil }
    guard let best = ranked(measured, mode).first,
      let position = measured.firstIndex(where: { $0.name == best.name })
    else { return false }
    return measured.count - 1 - position >= max(1, patience)
  }

  private func open(
    _ record: CheckpointRecord, diagnostics: DiagnosticCollector
  ) throws -> Loaded {
    let opened = try OpenedCheckpoint(
      at: folder.path(of: record.files.first ?? record.name), selection: nil, formats, diagnostics)
    return Loaded(record: record, format: opened.format, checkpoint: opened.checkpoint)
  }

  /// The checkpoints that a choice may mean, the most fitting first.
  private func candidates(
    for choice: Choice, diagnostics: DiagnosticCollector
  ) throws(Diagnostic) -> [CheckpointRecord] {
    let own = try ownRecords(diagnostics)
    switch choice {
    case .latest: return own.reversed()
    case .best: return ranked(own, nil)
    case .bestBefore(let step): return ranked(own.filter { ($0.step ?? .max) < step }, nil)
    case .step(let step): return own.filter { $0.step == step }.reversed()
    case .epoch(let epoch, let step):
      return own.filter { $0.epoch == epoch && $0.stepInEpoch == step }.reversed()
    }
  }

  /// The checkpoints of this training, the oldest first; where it has none yet, those of the ones before
  /// it, or else all.
  private func ownRecords(
    _ diagnostics: DiagnosticCollector
  ) throws(Diagnostic) -> [CheckpointRecord] {
    let all = try records(diagnostics: diagnostics)
    let event = CheckpointEvent(epoch: 0, step: 0)
    let own = all.filter { naming.manages($0.name, at: event) }
    if !own.isEmpty { return own }
    let earlier = all.filter { plainNaming.mayHaveNamed($0.name) }
    return earlier.isEmpty ? all : earlier
  }

  /// The checkpoints with a metric, the best first; of equal ones the earlier.
  private func ranked(
    _ records: [CheckpointRecord], _ mode: CheckpointMetric.Mode?
  ) -> [CheckpointRecord] {
    records.enumerated().filter { $0.element.metric?.value.isNaN == false }.sorted { left, right in
      let mode = mode ?? policy.best?.mode ?? left.element.mode ?? .lowest
      let (first, second) = (
        left.element.metric?.value ?? .nan, right.element.metric?.value ?? .nan
      )
      if mode.prefers(first, to: second) { return true }
      return !mode.prefers(second, to: first) && left.offset < right.offset
    }.map(\.element)
  }

  private static func text(of error: any Error) -> String {
    switch error {
    case let diagnostic as Diagnostic: diagnostic.message
    case let list as DiagnosticList: list.diagnostics.first?.message ?? ""
    default: "\(error)"
    }
  }
}

extension CheckpointDirectory.Choice {
  fileprivate var text: String {
    switch self {
    case .latest: "whole"
    case .best: "measured"
    case .bestBefore(let step): "measured and older than step \(step)"
    case .step(let step): "of step \(step)"
    case .epoch(let epoch, let step): "of epoch \(epoch) and step \(step)"
    }
  }
}
