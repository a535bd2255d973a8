public import Checkpoints

/// What is known of one checkpoint in a folder.
public struct CheckpointRecord: Hashable, Sendable {
  /// The name: the file's, or the one that a set of files was saved under.
  public let name: String
  /// The names of its files, the one to open first.
  public let files: [String]
  /// The size of the file to open in bytes, which tells whether it is still the same.
  public let byteCount: Int
  /// The epoch, counted from 1.
  public let epoch: Int?
  /// The step through all epochs; nothing if only the file's name told of the checkpoint.
  public let step: Int?
  /// The step as the name tells it, inside the epoch if it has one.
  public let stepInEpoch: Int?
  /// When it was saved, since 1970 began in Greenwich.
  public let saved: Duration
  /// How good it is.
  public let metric: CheckpointMetric?
  /// Which values of the metric are better, where the policy said so.
  public let metricMode: CheckpointMetric.Mode?
  /// What else was given when it was saved.
  public let metadata: Hyperparameters
  /// Whether it would be gone if it were not one of the best.
  public let isSpared: Bool

  init(
    name: String, files: [String], byteCount: Int, epoch: Int? = nil, step: Int? = nil,
    stepInEpoch: Int? = nil, saved: Duration, metric: CheckpointMetric? = nil,
    metricMode: CheckpointMetric.Mode? = nil, metadata: Hyperparameters = Hyperparameters(),
    isSpared: Bool = false
  ) {
    self.name = name
    self.files = files
    self.byteCount = byteCount
    self.epoch = epoch
    self.step = step
    self.stepInEpoch = stepInEpoch
    self.saved = saved
    self.metric = metric
    self.metricMode = metricMode
    self.metadata = metadata
    self.isSpared = isSpared
  }

  /// Which values are better: as the policy said, else as the metric's name tells.
  public var mode: CheckpointMetric.Mode? { metricMode ?? metric?.modeByName }

  /// The same checkpoint, spared or not.
  func spared(_ isSpared: Bool) -> CheckpointRecord {
    CheckpointRecord(
      name: name, files: files, byteCount: byteCount, epoch: epoch, step: step,
      stepInEpoch: stepInEpoch, saved: saved, metric: metric, metricMode: metricMode,
      metadata: metadata, isSpared: isSpared)
  }

  /// What a policy looks at.
  var stored: StoredCheckpoint {
    StoredCheckpoint(name: name, modified: saved, metric: metric?.value, isSpared: isSpared)
  }
}
