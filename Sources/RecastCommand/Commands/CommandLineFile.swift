import ConversionKit
import Diagnostics
import Recast

/// A file that the command line names.
enum CommandLineFile {
  /// Refuses what looks like standard input or output.
  ///
  /// - Throws: ``DiagnosticCode/standardStream`` for a dash, ``DiagnosticCode/invalidArguments`` for an
  ///   empty name.
  static func check(_ path: String, _ role: String) throws(Diagnostic) {
    if path == "-" {
      throw Diagnostic(
        .standardStream,
        "the \(role) has to be a file, a stream cannot be used; save it to a file first",
        at: Location(file: path))
    }
    if path.isEmpty { throw Diagnostic(.invalidArguments, "the name of the \(role) is empty") }
  }

  /// The formats that files are read and written in, with the key that a file holds, if one is given.
  ///
  /// - Throws: ``DiagnosticCode/standardStream``, ``DiagnosticCode/invalidArguments``,
  ///   ``DiagnosticCode/keyNotUsable``, and what reading raises.
  static func formats(keyFile: String?) throws(Diagnostic) -> FormatRegistry {
    guard let keyFile else { return .standard }
    try check(keyFile, "key")
    return .standard(key: try DecryptionKey(readingFileAt: keyFile))
  }
}
