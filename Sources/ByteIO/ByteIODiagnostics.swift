public import Diagnostics

/// The codes that reading and writing files can raise.
public enum ByteIODiagnostics {
  /// Every code of this module.
  public static let codes: [DiagnosticCode] = [
    .fileNotReadable, .fileNotRegular, .fileTruncated, .fileChanged, .fileTooLarge,
    .outputNotWritable, .fileSizeMismatch, .temporaryNotWritable, .compressedDataCorrupt,
    .compressedDataUnsupported, .decompressedTooLarge,
    .fileMissing, .fileLinked, .fileNameNotPlain, .folderNotReadable, .fileNotRemovable,
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
  /// A part of the file does not have the size that another part says.
  public static let fileSizeMismatch = DiagnosticCode(
    "io.size-mismatch", kind: .badInput,
    explanation: """
      One part of the file says how many bytes another has, and there are more or fewer. The file \
      is damaged or was put together by hand. Fetch or save it again.
      """)
  /// There is no room or no right to decompress into a temporary file.
  public static let temporaryNotWritable = DiagnosticCode(
    "io.no-temporary-file", kind: .inputOutput,
    explanation: """
      Compressed data is decompressed into a temporary file that has no name and goes away by \
      itself. The operating system refused to create or to write it; the message carries its \
      reason. Make room, or name a folder that has some with the variable TMPDIR.
      """)
  /// Compressed data ends early, has bytes that do not belong to it or fails its own checksum.
  public static let compressedDataCorrupt = DiagnosticCode(
    "io.compressed-data-corrupt", kind: .badInput,
    explanation: """
      The compressed data ends early, is followed by something else, does not follow its format or \
      fails its own checksum. Nothing of it is used. Fetch or save the file again.
      """)
  /// Compressed data that this decompressor does not know, or that needs too much memory.
  public static let compressedDataUnsupported = DiagnosticCode(
    "io.compressed-data-unsupported", kind: .unsupported,
    explanation: """
      The compressed data uses a filter, a check or a dictionary that is not supported here. \
      Decompress the file with the program that made it and give the result.
      """)
  /// Compressed data decompresses to more than its limit.
  public static let decompressedTooLarge = DiagnosticCode(
    "io.decompressed-over-limit", kind: .resourceLimit,
    explanation: """
      Compressed data grows beyond the limit that keeps a small file from filling a disk. If the \
      file is what it should be, decompress it first and give the result.
      """)
}
