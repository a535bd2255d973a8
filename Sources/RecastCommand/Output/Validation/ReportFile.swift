import ByteIO
import Diagnostics

/// A report that is written beside what is printed.
enum ReportFile {
  /// Writes a text, whole or not at all.
  ///
  /// - Throws: what writing raises.
  static func write(_ text: String, to path: String) throws(Diagnostic) {
    try CommandLineFile.check(path, "report")
    var file = try OutputFile(replacing: path)
    try file.write(Array(text.utf8))
    try file.commit()
  }
}
