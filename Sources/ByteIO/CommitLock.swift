import CByteIO
import Glibc

/// A lock that lets one run at a time put a set of files into a folder.
///
/// It is a file that goes with the lock; after a kill it is a leftover like others. Where none can be
/// made, or the file system has no locks, nothing is locked.
struct CommitLock {
  private let path: String
  private let slot: Int32
  private let descriptor: Int32

  private static let mostAttempts = 1000

  /// Waits until no other run has the folder's lock.
  init(_ folder: Folder) {
    path = folder.path(of: OutputFile.temporaryPrefix + "commit")
    for _ in 0..<Self.mostAttempts {
      let opened = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
      guard opened >= 0 else { break }
      while flock(opened, LOCK_EX) != 0, errno == EINTR {}
      var held = stat()
      var named = stat()
      if unsafe fstat(opened, &held) == 0, unsafe stat(path, &named) == 0,
        held.st_ino == named.st_ino
      {
        descriptor = opened
        slot = unsafe recast_register_temporary(path)
        return
      }
      // Whoever had it before has removed it: the path leads to another file, or nowhere.
      close(opened)
    }
    descriptor = -1
    slot = -1
  }

  /// Lets others go on.
  func release() {
    guard descriptor >= 0 else { return }
    unsafe unlink(path)
    recast_release_temporary(slot)
    close(descriptor)
  }
}
