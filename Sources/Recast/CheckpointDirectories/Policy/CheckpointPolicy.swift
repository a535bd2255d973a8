public import Diagnostics

/// When checkpoints are saved and which of them are kept.
///
/// Made of MindSpore's four numbers it decides as `ModelCheckpoint` with a `CheckpointConfig` does, to
/// the file; ``throttled(seconds:)`` is the pattern of Flux's documentation.
public struct CheckpointPolicy: Hashable, Sendable {
  /// When a checkpoint is due.
  public enum Rhythm: Hashable, Sendable {
    /// So many steps after the last one.
    case steps(Int)
    /// More than so many seconds after the last one, or after the start.
    case seconds(Int)
    /// At once, and then so many seconds after the last one was complete.
    case throttled(seconds: Int)
    /// Never, not even at the end.
    case never
  }

  /// Which checkpoints stay.
  public enum Retention: Hashable, Sendable {
    /// The latest ones. Each save removes one at most, so that a smaller number takes effect slowly.
    case latest(Int)
    /// The oldest of those saved in the last so many minutes, and everything older.
    case onePerMinutes(Int)
    /// All.
    case all
  }

  /// The checkpoints that stay whatever their age, for their metric.
  public struct Best: Hashable, Sendable {
    /// How many.
    public let count: Int
    /// Which values are better.
    public let mode: CheckpointMetric.Mode

    /// Keeps some.
    public init(count: Int = 1, mode: CheckpointMetric.Mode = .lowest) {
      self.count = count
      self.mode = mode
    }
  }

  /// When a checkpoint is due.
  public let rhythm: Rhythm
  /// Which checkpoints stay.
  public let retention: Retention
  /// The checkpoints that stay for their metric.
  public let best: Best?

  /// Makes a policy of its parts.
  ///
  /// - Throws: ``DiagnosticCode/checkpointPolicyInvalid`` for numbers below one.
  public init(_ rhythm: Rhythm, keeping retention: Retention, best: Best? = nil) throws(Diagnostic)
  {
    let numbers: [Int?] = [
      rhythm.number, retention.number, best?.count,
    ]
    guard numbers.allSatisfy({ $0.map { $0 > 0 } ?? true }) else {
      throw Diagnostic(.checkpointPolicyInvalid, "the numbers of a policy begin at 1")
    }
    self.rhythm = rhythm
    self.retention = retention
    self.best = best
  }

  /// Makes a policy of the numbers of MindSpore's `CheckpointConfig`, with its defaults; nothing and 0
  /// both say nothing.
  ///
  /// Steps count before seconds, and a number to keep before minutes. Where neither a number nor
  /// minutes are given, one checkpoint is kept. Without steps and seconds nothing is ever saved.
  ///
  /// - Parameter best: checkpoints that stay for their metric, which MindSpore does not have.
  /// - Throws: ``DiagnosticCode/checkpointPolicyInvalid`` if a number is negative or none says
  ///   anything.
  public init(
    saveCheckpointSteps: Int? = 1, saveCheckpointSeconds: Int? = 0, keepCheckpointMax: Int? = 5,
    keepCheckpointPerNMinutes: Int? = 0, best: Best? = nil
  ) throws(Diagnostic) {
    let numbers = [
      saveCheckpointSteps, saveCheckpointSeconds, keepCheckpointMax, keepCheckpointPerNMinutes,
    ].map { $0 ?? 0 }
    guard numbers.allSatisfy({ $0 >= 0 }) else {
      throw Diagnostic(.checkpointPolicyInvalid, "a number of the policy is negative")
    }
    guard numbers.contains(where: { $0 > 0 }) else {
      throw Diagnostic(
        .checkpointPolicyInvalid,
        "steps, seconds, the number to keep and minutes are all 0: give at least one")
    }
    let rhythm: Rhythm =
      numbers[0] > 0 ? .steps(numbers[0]) : numbers[1] > 0 ? .seconds(numbers[1]) : .never
    let retention: Retention =
      numbers[2] > 0
      ? .latest(numbers[2]) : numbers[3] > 0 ? .onePerMinutes(numbers[3]) : .latest(1)
    try self.init(rhythm, keeping: retention, best: best)
  }

  /// The policy of Flux's documentation: at once, then once in so many seconds however often it is
  /// asked, and every file stays.
  ///
  /// - Throws: ``DiagnosticCode/checkpointPolicyInvalid`` for less than a second.
  public static func throttled(seconds: Int) throws(Diagnostic) -> CheckpointPolicy {
    try CheckpointPolicy(.throttled(seconds: seconds), keeping: .all)
  }
}

extension CheckpointPolicy.Rhythm {
  fileprivate var number: Int? {
    switch self {
    case .steps(let number), .seconds(let number), .throttled(let number): number
    case .never: nil
    }
  }
}

extension CheckpointPolicy.Retention {
  fileprivate var number: Int? {
    switch self {
    case .latest(let number), .onePerMinutes(let number): number
    case .all: nil
    }
  }
}
