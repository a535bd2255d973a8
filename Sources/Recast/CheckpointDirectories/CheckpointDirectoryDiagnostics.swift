public import Diagnostics

/// The codes that folders of checkpoints raise.
public enum CheckpointDirectoryDiagnostics {
  /// Every code of this folder.
  public static let codes: [DiagnosticCode] = [
    .checkpointPolicyInvalid, .checkpointPrefixInvalid, .checkpointNotWritten, .noSuchCheckpoint,
    .checkpointPassedOver, .checkpointNotRemoved, .checkpointStateUnreadable,
    .checkpointPartsMissing, .folderIsWatched, .watchedFolderGone, .valuesNotFinite,
  ]
}

extension DiagnosticCode {
  /// Numbers that make no policy.
  public static let checkpointPolicyInvalid = DiagnosticCode(
    "checkpoints.policy-invalid", kind: .usage,
    explanation: """
      When to save and what to keep cannot be told from the numbers: one of them is negative, or \
      none of them says anything. MindSpore's CheckpointConfig refuses the same. Say every how many \
      steps or seconds to save, and how many checkpoints or one for how many minutes to keep.
      """)
  /// A prefix that cannot begin a file's name.
  public static let checkpointPrefixInvalid = DiagnosticCode(
    "checkpoints.prefix-invalid", kind: .usage,
    explanation: """
      The names of checkpoints begin with a prefix, which stays inside the folder: it may hold \
      neither a slash nor control characters. Give the folder by itself, and a plain prefix.
      """)
  /// A writer that left no file of the name that it was given.
  public static let checkpointNotWritten = DiagnosticCode(
    "checkpoints.not-written", kind: .inputOutput,
    explanation: """
      What was to write a checkpoint returned without an error and left no file at the path that \
      it was given. Nothing in the folder was changed.
      """)
  /// A checkpoint that is asked for and not there.
  public static let noSuchCheckpoint = DiagnosticCode(
    "checkpoints.none", kind: .usage,
    explanation: """
      The folder holds no whole checkpoint that answers the question: none at all, none of the step, \
      or none with a metric. `recast list` shows what there is.
      """)
  /// A checkpoint that does not open and for which an older one is taken.
  public static let checkpointPassedOver = DiagnosticCode(
    "checkpoints.passed-over", kind: .badInput,
    explanation: """
      The checkpoint that was asked for does not open, so the next one was taken. A training that \
      was ended while its framework wrote can leave such a file; `recast list` says what is wrong \
      with it.
      """)
  /// An old checkpoint that could not be removed.
  public static let checkpointNotRemoved = DiagnosticCode(
    "checkpoints.not-removed", kind: .inputOutput,
    explanation: """
      A checkpoint that is no longer to be kept could not be removed; the message carries the \
      system's reason. The new one is saved all the same.
      """)
  /// A state file that says nothing.
  public static let checkpointStateUnreadable = DiagnosticCode(
    "checkpoints.state-unreadable", kind: .badInput,
    explanation: """
      The file in which Recast keeps what it knows of a folder is damaged or of a later version. It \
      is made again from the names and times of the files; metrics that only it knew are lost.
      """)
  /// Files of a set without all others.
  public static let checkpointPartsMissing = DiagnosticCode(
    "checkpoints.parts-missing", kind: .badInput,
    explanation: """
      A checkpoint of several files lacks some, or the index that names them. Such a set is shown \
      as broken and never removed in part.
      """)
  /// Another process watches for the same outputs.
  public static let folderIsWatched = DiagnosticCode(
    "watch.already-running", kind: .usage,
    explanation: """
      Another `recast watch` writes to the same folder, and two would convert everything twice. End \
      the other, or give this one a folder of its own with `--output`.
      """)
  /// The folder that is watched is no longer there.
  public static let watchedFolderGone = DiagnosticCode(
    "watch.folder-gone", kind: .inputOutput,
    explanation: """
      The folder that is watched was removed or renamed. What was converted until then is complete.
      """)
  /// Weights that are no numbers any more.
  public static let valuesNotFinite = DiagnosticCode(
    "watch.values-not-finite", kind: .checkFailed,
    explanation: """
      The checkpoint's weights hold infinities or values that are no numbers: the training has \
      diverged. The checkpoint was not converted, since `--check-values` was given.
      """)
}
