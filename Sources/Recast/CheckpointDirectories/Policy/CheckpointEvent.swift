/// A moment of a training at which a checkpoint may be due.
public struct CheckpointEvent: Hashable, Sendable {
  /// The epoch, counted from 1.
  public let epoch: Int
  /// The step, counted from 1 through all epochs.
  public let step: Int
  /// How many steps an epoch has; nothing where the names count steps through all epochs.
  public let stepsPerEpoch: Int?
  /// How good the weights are now; nothing if that was not measured.
  public let metric: Double?
  /// Whether the training ends here: a step that was not saved is.
  public let isLast: Bool
  /// The name without its ending, where the caller names the file: MindSpore's prefix that is a
  /// function.
  public let name: String?

  /// Describes a moment.
  public init(
    epoch: Int, step: Int, stepsPerEpoch: Int? = nil, metric: Double? = nil, isLast: Bool = false,
    name: String? = nil
  ) {
    self.epoch = epoch
    self.step = step
    self.stepsPerEpoch = stepsPerEpoch
    self.metric = metric
    self.isLast = isLast
    self.name = name
  }

  /// The step inside its epoch, as names tell it.
  public var stepInEpoch: Int {
    guard let stepsPerEpoch, stepsPerEpoch > 0 else { return step }
    let (previous, overflow) = step.subtractingReportingOverflow(1)
    guard !overflow else { return step }
    let rest = previous % stepsPerEpoch
    return (rest < 0 ? rest + stepsPerEpoch : rest) + 1
  }
}

/// A checkpoint that is in the folder when a policy decides.
public struct StoredCheckpoint: Hashable, Sendable {
  /// The file's name.
  public let name: String
  /// When it was written, since 1970.
  public let modified: Duration
  /// How good it is.
  public let metric: Double?
  /// Whether it would be gone if it were not one of the best.
  public let isSpared: Bool

  /// Describes a checkpoint.
  public init(name: String, modified: Duration, metric: Double? = nil, isSpared: Bool = false) {
    self.name = name
    self.modified = modified
    self.metric = metric
    self.isSpared = isSpared
  }
}

/// What is to be done at a moment at which a checkpoint is due.
public struct CheckpointDecision: Hashable, Sendable {
  /// The name under which to save.
  public let name: String
  /// What to remove once that is done.
  public let removals: [String]
  /// What stays only because it is one of the best.
  public let spared: [String]
}
