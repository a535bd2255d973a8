public import Diagnostics

extension RecastDiagnostics {
  /// The codes of batches.
  static let batchCodes: [DiagnosticCode] = [
    .batchFileInvalid, .batchNothingMatches, .batchLinkLeaves, .batchOutputConflict,
    .batchOtherShape, .batchOtherNumbers, .batchNotChecked, .batchSkipped, .batchShardUnknown,
    .batchReportInvalid, .batchReportsDiffer, .batchShardMissing, .batchShardsOverlap,
    .batchCacheUnusable,
  ]
}

extension DiagnosticCode {
  /// The batch file is not what one is.
  public static let batchFileInvalid = DiagnosticCode(
    "batch.file-invalid", kind: .usage,
    explanation: """
      The file is YAML and no batch file: a key is not known, one that has to be there is missing, or \
      a value is of another kind. The message says which, with line and column; \
      `Documentation/Batch.md` describes the keys, and an editor that knows JSON Schema finds the same \
      with `Documentation/batch.schema.json`.
      """)
  /// A job without inputs.
  public static let batchNothingMatches = DiagnosticCode(
    "batch.nothing-matches", kind: .usage,
    explanation: """
      No file matches the patterns of a job, which is usually a spelling mistake or a checkout that \
      lacks its large files. Where it is as it should be, give the job `allow_empty: true`.
      """)
  /// A link that leads out of the folder of its pattern.
  public static let batchLinkLeaves = DiagnosticCode(
    "batch.link-leaves-folder", kind: .badInput,
    explanation: """
      A pattern matches a symbolic link to a file outside of the folder that the pattern names before \
      its first special character. It is not followed, because whoever can add a file to the folder \
      could read any other that way. Copy the file, or name a folder above both.
      """)
  /// Two jobs write one file, or one writes another's input.
  public static let batchOutputConflict = DiagnosticCode(
    "batch.output-conflict", kind: .usage,
    explanation: """
      Two conversions of a batch would write the same file, one would replace the input of another, or \
      the name of an input would lead out of the output's folder. Tell outputs apart with `{dir}`, \
      `{name}` or `{job}` in `output:`.
      """)
  /// A model with other inputs or outputs than expected.
  public static let batchOtherShape = DiagnosticCode(
    "batch.other-shape", kind: .checkFailed,
    explanation: """
      The model was converted, and an input or output of it is missing, surplus, or of another type or \
      shape than `expect:` says.
      """)
  /// A model that computes other numbers than expected.
  public static let batchOtherNumbers = DiagnosticCode(
    "batch.other-numbers", kind: .checkFailed,
    explanation: """
      The model was converted and run, and its outputs differ from those of `expect: numbers:` by more \
      than the tolerances, or they could not be compared: a name or a shape differs.
      """)
  /// Numbers that were not checked.
  public static let batchNotChecked = DiagnosticCode(
    "batch.not-checked", kind: .unsupported,
    explanation: """
      `expect: numbers:` asks for the model to be run, and ONNX Runtime is not there or does not run \
      here. Install the Python package `onnxruntime`, or name its library with `--onnx-runtime FILE` or \
      the variable `RECAST_ONNXRUNTIME`. With `--require-numbers` it is an error.
      """)
  /// A job that was not begun.
  public static let batchSkipped = DiagnosticCode(
    "batch.skipped", kind: .checkFailed,
    explanation: """
      With `--fail-fast`, jobs are not begun after another has failed.
      """)
  /// A shard that is not said.
  public static let batchShardUnknown = DiagnosticCode(
    "batch.shard-unknown", kind: .usage,
    explanation: """
      A shard is written I/N: the I-th of N, from 1. A variable of the environment says that this \
      process is one of several, and the other one that would say of how many is missing or makes no \
      sense. Give `--shard I/N`, or `--shard 1/1` to do everything here.
      """)
  /// A report that cannot be read.
  public static let batchReportInvalid = DiagnosticCode(
    "batch.report-invalid", kind: .badInput,
    explanation: """
      The file is no report that `recast batch --json` wrote, or one of another version.
      """)
  /// Reports of different batches.
  public static let batchReportsDiffer = DiagnosticCode(
    "batch.reports-differ", kind: .checkFailed,
    explanation: """
      The reports are of different batches, of different numbers of shards, or the machines found \
      different files: together they do not describe one batch.
      """)
  /// A shard without a report.
  public static let batchShardMissing = DiagnosticCode(
    "batch.shard-missing", kind: .checkFailed,
    explanation: """
      The reports do not cover all shards or all jobs of the batch: a task failed before it could write \
      its report, or the report was not collected.
      """)
  /// A job in several reports.
  public static let batchShardsOverlap = DiagnosticCode(
    "batch.shards-overlap", kind: .checkFailed,
    explanation: """
      A shard or a job is in more than one report. The last one given counts.
      """)
  /// A cache that cannot be used.
  public static let batchCacheUnusable = DiagnosticCode(
    "batch.cache-unusable", kind: .inputOutput,
    explanation: """
      The folder of the cache cannot be written to. The batch goes on without: everything is converted \
      again next time.
      """)
}
