import ByteIO
import Diagnostics
import Glibc

/// A report that is written beside what is printed.
enum ReportFile {
  /// Writes a text, whole or not at all.
  ///
  /// - Throws: what writing raises.
  static func write(_ text: String, to path: String) throws(Diagnostic) {
    try CommandLineFile.check(path, "report")
    try Folder(SourceFile.folder(of: path)).create()
    var file = try OutputFile(replacing: path)
    try file.write(Array(text.utf8))
    try file.commit()
  }

  /// Writes a text behind what others have written to a file.
  ///
  /// - Throws: ``DiagnosticCode/outputNotWritable``.
  static func append(_ text: String, to path: String) throws(Diagnostic) {
    let bytes = Array(text.utf8)
    let descriptor = unsafe open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o666)
    var isWritten = false
    if descriptor >= 0 {
      isWritten = unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count
      close(descriptor)
    }
    guard isWritten else {
      throw Diagnostic(
        .outputNotWritable, "the text cannot be added to the file", at: Location(file: path))
    }
  }
}
