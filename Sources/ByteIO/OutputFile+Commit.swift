import CByteIO
public import Diagnostics
import Glibc

extension OutputFile {
  /// Syncs the file, renames it into place and syncs the folder.
  ///
  /// - Throws: ``DiagnosticCode/outputNotWritable``; the target is then as it was before, unless only
  ///   the folder could not be synced, which the message says.
  public consuming func commit() throws(Diagnostic) {
    try sync()
    try moveIntoPlace()
    try syncFolder()
  }

  /// Renames the file into place without waiting for the device.
  ///
  /// For what can be made again: after a power failure the file may be empty or old.
  ///
  /// - Throws: ``DiagnosticCode/outputNotWritable``; the target is then as it was before.
  public consuming func commitUnsynced() throws(Diagnostic) {
    try flush()
    try moveIntoPlace()
  }

  private mutating func moveIntoPlace() throws(Diagnostic) {
    guard unsafe rename(temporaryPath, path) == 0 else {
      throw failure("renaming the output into place failed")
    }
    placement = .renamed
  }

  /// Whether there is a file at the target, which this one would replace.
  var replacesFile: Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Gives the file a second path; false where the file system has no links.
  func link(to path: String) -> Bool { unsafe Glibc.link(temporaryPath, path) == 0 }

  /// Moves the file into place and keeps what was there, where the file system can do that.
  mutating func exchangeIntoPlace() throws(Diagnostic) {
    // A folder would be exchanged too.
    if replacesFile, unsafe recast_exchange_files(temporaryPath, path) == 0 {
      placement = .exchanged
    } else {
      try moveIntoPlace()
    }
  }

  mutating func moveBack() {
    let failed =
      placement == .exchanged
      ? unsafe recast_exchange_files(temporaryPath, path)
      : unsafe rename(path, temporaryPath)
    if failed == 0 { placement = .temporary }
  }

  func syncFolder() throws(Diagnostic) {
    let folder = SourceFile.folder(of: path)
    let opened = unsafe open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    var number: Int32 = opened < 0 ? errno : 0
    if opened >= 0 {
      if fsync(opened) != 0 { number = errno }
      close(opened)
    }
    // Folders that may not be read, and file systems that sync none, are no failure of the output.
    guard ![0, EACCES, EPERM, EINVAL, ENOTSUP, EROFS, EINTR].contains(number) else { return }
    throw Diagnostic(
      .outputNotWritable,
      """
      the output is in place, but syncing its folder failed: \(systemErrorText(number)); it may be \
      lost if the machine stops now
      """, at: Location(file: path))
  }
}
