public import Diagnostics

/// The codes that reading and writing files can raise.
public enum ByteIODiagnostics {
  /// Every code of this module.
  public static let codes: [DiagnosticCode] = [
    .fileNotReadable, .fileNotRegular, .fileTruncated, .fileChanged, .fileTooLarge,
    .outputNotWritable,
  ]
}

extension DiagnosticCode {
  /// The operating system refused to open or read the input.
  public static let fileNotReadable = DiagnosticCode(
    "io.not-readable", kind: .inputOutput,
    explanation: """
      The operating system refused to open or to read the file; the message carries its reason. \
      Check that the path is right, that you may read it and that the disk answers, then try again.
      """)
  /// The input is a folder, a pipe, a device or a socket.
  public static let fileNotRegular = DiagnosticCode(
    "io.not-a-regular-file", kind: .badInput,
    explanation: """
      Recast reads ranges of a file in any order, so the input has to be a regular file. Save what \
      comes out of a pipe or a device to a file first.
      """)
  /// The file ends before what its own structure promises.
  public static let fileTruncated = DiagnosticCode(
    "io.truncated", kind: .badInput,
    explanation: """
      The file's structure promises more bytes than there are: an interrupted download or copy, or \
      a disk that filled up while the model was saved. Fetch or save the file again.
      """)
  /// The input changed while it was read.
  public static let fileChanged = DiagnosticCode(
    "io.changed-while-reading", kind: .inputOutput,
    explanation: """
      The file's size, time or identity changed between the first and the last read, so what was \
      read may mix two versions. Nothing was written. Wait until its writer is done and try again.
      """)
  /// A part that has to be read at once is larger than its limit.
  public static let fileTooLarge = DiagnosticCode(
    "io.over-limit", kind: .resourceLimit,
    explanation: """
      A part of the file that has to be in memory at once is larger than the limit that keeps \
      memory bounded. Files that training frameworks write stay far below it.
      """)
  /// The output could not be written whole; the target is untouched.
  public static let outputNotWritable = DiagnosticCode(
    "io.not-writable", kind: .inputOutput,
    explanation: """
      The operating system refused to create, write, sync or rename the output; the message \
      carries its reason (no space, no permission, no such folder). The target is as it was before.
      """)
}
