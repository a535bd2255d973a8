public import Diagnostics

/// The diagnostic codes of this module.
public enum ZIPArchiveDiagnostics {
  /// Every code, for the catalogue of `recast explain`.
  public static let codes: [DiagnosticCode] = [
    .zipNoDirectory, .zipMalformed, .zipDuplicateName, .zipOverlap, .zipChecksum, .zipUnsupported,
    .zipTooManyMembers, .zipMemberName,
  ]
}

extension DiagnosticCode {
  /// There is no directory of members at the file's end.
  public static let zipNoDirectory = DiagnosticCode(
    "zip.no-directory", kind: .badInput,
    explanation: """
      A zip archive ends with a directory of its members. This one ends with something else: an \
      interrupted download or copy, or bytes added behind the archive. Fetch or save it again.
      """)
  /// Two places of the archive contradict each other.
  public static let zipMalformed = DiagnosticCode(
    "zip.malformed", kind: .badInput,
    explanation: """
      The archive's directory, its end record and the headers beside the members say the same \
      things twice, and here they differ or lie outside the file. Readers that trust one or the \
      other would see different contents, so nothing is read. Save the file again.
      """)
  /// Two members have the same name.
  public static let zipDuplicateName = DiagnosticCode(
    "zip.duplicate-name", kind: .badInput,
    explanation: """
      Two members of the archive have the same name, and programs differ in which of them they \
      read. Nothing is read; write the archive anew with one of them.
      """)
  /// Two members share bytes of the file.
  public static let zipOverlap = DiagnosticCode(
    "zip.overlap", kind: .badInput,
    explanation: """
      Two members of the archive share bytes, which no program writes: small files that unpack to \
      huge ones are made like this. Nothing is read.
      """)
  /// A member's bytes do not have the checksum that the directory says.
  public static let zipChecksum = DiagnosticCode(
    "zip.checksum", kind: .badInput,
    explanation: """
      The bytes of the member do not have the CRC-32 that the archive's directory says: they were \
      damaged on a disk or on the way. Fetch or save the file again.
      """)
  /// The archive uses what no framework writes.
  public static let zipUnsupported = DiagnosticCode(
    "zip.unsupported", kind: .unsupported,
    explanation: """
      The archive is encrypted, is split over several files, or compresses members otherwise than \
      with deflate. Training frameworks write none of these. Unpack the archive and pack it again \
      as a plain zip file.
      """)
  /// The archive has more members than its limit.
  public static let zipTooManyMembers = DiagnosticCode(
    "zip.too-many-members", kind: .resourceLimit,
    explanation: """
      The archive says that it has more members, or a larger directory, than the limit that keeps \
      memory bounded. Files that training frameworks write stay far below it.
      """)
  /// A member's name cannot be written.
  public static let zipMemberName = DiagnosticCode(
    "zip.member-name", kind: .unsupported,
    explanation: """
      The names of a zip archive's members have at most 65535 bytes. A tensor whose name becomes that \
      of a member has a longer one. Give it a shorter name with `--rename`, or write another format.
      """)
}
