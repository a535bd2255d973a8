public import Diagnostics
import Glibc

extension TemporaryStorage {
  /// Adds bytes and returns where they are.
  ///
  /// - Parameters:
  ///   - displayPath: the path that diagnostics about them name.
  ///   - original: the file that they were made from, to be compared again before output is written.
  /// - Throws: ``DiagnosticCode/temporaryNotWritable`` if the system refuses.
  public func append(
    _ bytes: [UInt8], displayPath: String, madeFrom original: SourceFile? = nil
  ) throws(Diagnostic) -> FileRange {
    try append(displayPath: displayPath, madeFrom: original) {
      (descriptor, start) throws(Diagnostic) -> Int in
      var done = 0
      while done < bytes.count {
        let written = unsafe bytes.withUnsafeBytes { all in
          unsafe pwrite(
            descriptor, all.baseAddress.map { unsafe $0 + done }, all.count - done,
            off_t(start + done))
        }
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else {
          throw Diagnostic(
            .temporaryNotWritable,
            "a temporary file cannot be written: \(systemErrorText(errno)); "
              + "name another folder with the variable TMPDIR",
            at: Location(file: displayPath))
        }
        done += written
      }
      return done
    }
  }
}
