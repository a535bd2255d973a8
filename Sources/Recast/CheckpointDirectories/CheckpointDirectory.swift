import ByteIO
public import ConversionKit
public import Diagnostics
import Synchronization

/// A folder of checkpoints that keeps itself: what is saved, how it is called and what is removed follow
/// a policy.
///
/// ```swift
/// let checkpoints = try CheckpointDirectory(
///   at: "runs/lenet", naming: CheckpointNaming(prefix: "LeNet5"),
///   policy: CheckpointPolicy(saveCheckpointSteps: 100, keepCheckpointMax: 5), stepsPerEpoch: 1875)
/// try checkpoints.save(epoch: 1, step: 100, metric: CheckpointMetric("loss", 0.3)) { path in
///   try writeModel(to: path)
/// }
/// ```
///
/// Safe to share between threads, which save one after the other; a process that saves to the same
/// folder meanwhile should use a prefix of its own. Each checkpoint appears whole or not at all, and old
/// ones go only once the new one is there.
public final class CheckpointDirectory: Sendable {
  /// The folder's path.
  public let path: String
  /// The names, with the number behind the prefix that tells this training from earlier ones.
  public let naming: CheckpointNaming
  /// The policy.
  public let policy: CheckpointPolicy
  /// How many steps an epoch has; nothing where the names count steps through all epochs.
  public let stepsPerEpoch: Int?
  /// Whether files are made read-only for their owner, as MindSpore leaves them.
  public let isReadOnly: Bool

  /// The prefix before it was numbered, which what is saved after a failure begins with.
  let plainNaming: CheckpointNaming
  let folder: Folder
  let clock: CheckpointClock
  let formats: FormatRegistry
  let schedule: Mutex<CheckpointSchedule>

  /// Opens a folder, which is made if it is not there, and removes what an interrupted save left.
  ///
  /// - Parameters:
  ///   - continues: whether the training goes on where an earlier one ended and uses its names; if
  ///     not, the prefix gets a number where files have it, as in MindSpore.
  ///   - isReadOnly: whether files are made read-only for their owner.
  ///   - clock: where the time comes from.
  ///   - formats: what checkpoints are read with.
  /// - Throws: ``DiagnosticCode/outputNotWritable``, ``DiagnosticCode/folderNotReadable``.
  public init(
    at path: String, naming: CheckpointNaming, policy: CheckpointPolicy, stepsPerEpoch: Int? = nil,
    continues: Bool = false, isReadOnly: Bool = true, clock: CheckpointClock = .system,
    formats: FormatRegistry = .standard
  ) throws(Diagnostic) {
    self.path = path
    self.policy = policy
    self.stepsPerEpoch = stepsPerEpoch
    self.isReadOnly = isReadOnly
    self.clock = clock
    self.formats = formats
    folder = Folder(path)
    try folder.create()
    let lock = FolderLock(folder, waits: true)
    let members = try folder.members()
    CheckpointTransaction.tidy(folder, among: members)
    let found = try FolderRecords(
      of: folder, suffixes: [naming.suffix], diagnostics: DiagnosticCollector())
    for name in found.remains { try? folder.remove(name) }
    _ = consume lock
    plainNaming = naming
    let numbered = continues ? naming : naming.distinguished(from: members.map(\.name))
    self.naming = numbered
    schedule = Mutex(CheckpointSchedule(policy, naming: numbered, startingAt: clock.now))
  }

  /// What is known of every checkpoint in the folder, the oldest first; those of other trainings too.
  ///
  /// - Throws: ``DiagnosticCode/folderNotReadable``.
  public func records(
    diagnostics: DiagnosticCollector = DiagnosticCollector()
  ) throws(Diagnostic) -> [CheckpointRecord] {
    try FolderRecords(of: folder, suffixes: [naming.suffix], diagnostics: diagnostics).records
  }
}
