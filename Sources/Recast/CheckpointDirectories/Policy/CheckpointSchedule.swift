import ByteIO

/// What a policy remembers, and how it decides: pure, so that a whole training can be played through
/// in no time.
///
/// Every moment is offered to ``decide(_:at:existing:)``; what it answers is done, and
/// ``complete(at:)`` says when that was.
public struct CheckpointSchedule: Hashable, Sendable {
  /// The policy.
  public let policy: CheckpointPolicy
  /// The names.
  public let naming: CheckpointNaming

  /// When a checkpoint was last due by seconds; first the start.
  private var lastDue: Duration
  /// When one was last saved, which the minutes count from; first the start.
  private var lastSaved: Duration
  /// When the last one was complete.
  private var lastCompleted: Duration?
  /// The step of the last one.
  private var lastStep = 0

  /// More minutes are as good as all time.
  private static let longestMinutes = 1 << 40

  /// Starts a training.
  public init(_ policy: CheckpointPolicy, naming: CheckpointNaming, startingAt now: Duration) {
    self.policy = policy
    self.naming = naming
    lastDue = now
    lastSaved = now
  }

  /// Decides whether a checkpoint is due, and what it makes superfluous.
  ///
  /// - Parameters:
  ///   - now: the time, since 1970.
  ///   - existing: every checkpoint in the folder; those of other trainings are left alone.
  /// - Returns: what to do; nothing if no checkpoint is due.
  public mutating func decide(
    _ event: CheckpointEvent, at now: Duration, existing: [StoredCheckpoint]
  ) -> CheckpointDecision? {
    guard event.step != lastStep, isDue(event, at: now) else { return nil }
    let name = naming.name(for: event, at: now, besides: existing.map(\.name))
    let managed = existing.filter { naming.manages($0.name, at: event) }
      .sorted { $0.modified < $1.modified }
    var removals = superfluous(among: managed, at: now)
    var spared: [String] = []
    if let best = policy.best {
      (removals, spared) = sparing(
        best, among: managed, removing: removals,
        for: StoredCheckpoint(name: name, modified: now, metric: event.metric))
    }
    lastSaved = now
    lastStep = event.step
    // A file of the same name is replaced, not removed.
    return CheckpointDecision(name: name, removals: removals.filter { $0 != name }, spared: spared)
  }

  /// Notes when what was decided had been done.
  public mutating func complete(at now: Duration) { lastCompleted = now }

  private mutating func isDue(_ event: CheckpointEvent, at now: Duration) -> Bool {
    switch policy.rhythm {
    case .steps(let count): return event.isLast || event.step >= lastStep.addingSaturated(count)
    case .seconds(let count):
      guard event.isLast || now - lastDue > .seconds(count) else { return false }
      lastDue = now
      return true
    case .throttled(let seconds):
      guard let lastCompleted else { return true }
      return event.isLast || now - lastCompleted >= .seconds(seconds)
    case .never: return false
    }
  }

  /// What MindSpore's rules remove before they save, of checkpoints sorted by time.
  private func superfluous(among managed: [StoredCheckpoint], at now: Duration) -> [String] {
    switch policy.retention {
    case .latest(let count):
      return managed.count >= count ? managed.prefix(1).map(\.name) : []
    case .onePerMinutes(let minutes):
      let span = Duration.seconds(min(minutes, Self.longestMinutes)) * 60
      guard now - lastSaved < span else { return [] }
      let recent = managed.filter { now - $0.modified < span }
      // The oldest stays, unless its time has not come yet: a clock that was set back.
      return recent.filter { $0.modified >= now || $0.name != recent.first?.name }.map(\.name)
    case .all: return []
    }
  }

  /// The same with the best ones kept: of the latest, exactly so many others stay.
  private func sparing(
    _ best: CheckpointPolicy.Best, among managed: [StoredCheckpoint], removing removals: [String],
    for new: StoredCheckpoint
  ) -> (removals: [String], spared: [String]) {
    let all = managed.filter { $0.name != new.name } + [new]
    let ranked = all.enumerated().filter { $0.element.metric != nil }.sorted { left, right in
      let (first, second) = (left.element.metric ?? .nan, right.element.metric ?? .nan)
      if best.mode.prefers(first, to: second) { return true }
      // Of equal ones the earlier was better first.
      return !best.mode.prefers(second, to: first) && left.offset < right.offset
    }
    let kept = Set(
      ranked.filter { $0.element.metric?.isNaN == false }.prefix(best.count).map(\.element.name))
    var doomed = Set(removals)
    if case .latest(let count) = policy.retention {
      doomed = Set(all.dropLast(count).map(\.name))
    }
    doomed.formUnion(managed.filter(\.isSpared).map(\.name))
    return (
      all.map(\.name).filter { doomed.contains($0) && !kept.contains($0) },
      all.map(\.name).filter { doomed.contains($0) && kept.contains($0) }
    )
  }
}
