public import Diagnostics

/// The codes that the library's face and the program raise.
public enum RecastDiagnostics {
  /// Every code of this module.
  public static let codes: [DiagnosticCode] =
    [
      .outputIsInput, .pathNotFound, .invalidArguments, .unknownCode, .standardStream,
      .standardOutputNotWritable, .internalFault, .noSuchArchitecture, .architectureAmbiguous,
      .bindShapeMismatch, .bindMissing, .bindUnexpected, .bindAdvice, .bindAdapted, .bindLeftOut,
      .againstNeeded, .nameMapping, .elementTypeKept, .elementOverflow, .securityUntold,
    ] + batchCodes + CheckpointDirectoryDiagnostics.codes
}

extension DiagnosticCode {
  /// The output would replace the input.
  public static let outputIsInput = DiagnosticCode(
    "convert.output-is-input", kind: .usage,
    explanation: """
      The output's path leads to the input itself, so the conversion would replace the file that it \
      reads. Give another path with `-o`.
      """)
  /// A path inside a file that leads to nothing.
  public static let pathNotFound = DiagnosticCode(
    "inspect.path-not-found", kind: .usage,
    explanation: """
      The path given by `--select` does not lead to anything that the file's listing shows. `recast \
      inspect` without it shows the paths: `.NAME` goes to an entry or field, `[3]` to the third item \
      as Julia counts and `.2` to the same item counted from 0.
      """)
  /// A command line that cannot be read.
  public static let invalidArguments = DiagnosticCode(
    "program.invalid-arguments", kind: .usage,
    explanation: """
      The command line asks for something that there is not: an unknown option, a missing file, a \
      value that cannot be read. `recast COMMAND --help` shows what a command takes, with an example.
      """)
  /// A diagnostic code that does not exist.
  public static let unknownCode = DiagnosticCode(
    "program.unknown-code", kind: .usage,
    explanation: """
      `recast explain` was given a name that is no diagnostic code of this version. Codes stand in \
      brackets at the end of a diagnostic; `recast explain --list` prints them all.
      """)
  /// A dash instead of a file.
  public static let standardStream = DiagnosticCode(
    "program.standard-stream", kind: .usage,
    explanation: """
      A dash usually stands for standard input or output. Recast reads ranges of a file in any order \
      and replaces its output in one step, so both have to be files. A file that is really called `-` \
      is written `./-`.
      """)
  /// Standard output does not take the result.
  public static let standardOutputNotWritable = DiagnosticCode(
    "program.output-not-writable", kind: .inputOutput,
    explanation: """
      The result could not be written to standard output: it is closed, or its disk is full. A file \
      that was converted is complete; only the report is lost.
      """)
  /// Something that should not happen.
  public static let internalFault = DiagnosticCode(
    "program.internal-fault", kind: .internalFault,
    explanation: """
      Recast met a situation that its authors did not foresee. Nothing was written. Please report it \
      with the command line and, if possible, the file.
      """)
}
