public import Diagnostics
import Glibc

extension Folder {
  /// Removes a file; one that is gone already counts as removed.
  ///
  /// - Throws: ``DiagnosticCode/fileNotRemovable``.
  public func remove(_ name: String) throws(Diagnostic) {
    guard unsafe unlink(path(of: name)) == 0 || errno == ENOENT else {
      throw Diagnostic(
        .fileNotRemovable, "the file cannot be removed: \(systemErrorText(errno))",
        at: Location(file: path(of: name)))
    }
  }

  /// Removes the folder itself with the files directly inside.
  ///
  /// - Throws: ``DiagnosticCode/fileNotRemovable``, also for a folder with folders inside.
  public func removeWithFiles() throws(Diagnostic) {
    for member in try members() where member.kind != .folder { try remove(member.name) }
    guard unsafe rmdir(path) == 0 || errno == ENOENT else {
      throw Diagnostic(
        .fileNotRemovable, "the folder cannot be removed: \(systemErrorText(errno))",
        at: Location(file: path))
    }
  }

  /// Moves a file to another folder of the same file system, under the same name, in one step; what
  /// has the name there is replaced.
  ///
  /// - Throws: ``DiagnosticCode/outputNotWritable``.
  public func move(_ name: String, to other: Folder) throws(Diagnostic) {
    guard unsafe rename(path(of: name), other.path(of: name)) == 0 else {
      throw Diagnostic(
        .outputNotWritable, "moving the file into place failed: \(systemErrorText(errno))",
        at: Location(file: other.path(of: name)))
    }
  }

  /// Waits until the device has a file's bytes, after giving it its time and its rights.
  ///
  /// - Parameters:
  ///   - isReadOnly: whether only the owner may read it and nobody write, as MindSpore leaves its
  ///     checkpoints; otherwise the rights stay as they are.
  ///   - modified: the time of the last change, since 1970.
  /// - Throws: ``DiagnosticCode/outputNotWritable``.
  public func seal(
    _ name: String, isReadOnly: Bool, modified: Duration
  ) throws(Diagnostic) {
    let location = Location(file: path(of: name))
    let descriptor = unsafe open(path(of: name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      throw Diagnostic(
        .outputNotWritable, "the file cannot be opened: \(systemErrorText(errno))", at: location)
    }
    defer { close(descriptor) }
    let parts = modified.components
    let time = timespec(
      tv_sec: Int(parts.seconds), tv_nsec: Int(parts.attoseconds / 1_000_000_000))
    let times = [time, time]
    guard unsafe futimens(descriptor, times) == 0, !isReadOnly || fchmod(descriptor, 0o400) == 0,
      fsync(descriptor) == 0
    else {
      throw Diagnostic(
        .outputNotWritable, "syncing the file failed: \(systemErrorText(errno))", at: location)
    }
  }

  /// Waits until the device has the names of the folder, where the file system can do that.
  public func sync() {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }
}
