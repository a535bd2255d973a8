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
}
