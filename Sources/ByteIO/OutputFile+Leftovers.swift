import Glibc
import Synchronization

extension OutputFile {
  /// How the names of all temporary files begin.
  static let temporaryPrefix = ".recast-tmp-"
  private static let tidiedFolders = Mutex<Set<String>>([])

  /// Locks a temporary file that was just made, so that no other run takes it for a leftover; false if
  /// one did.
  ///
  /// The lock goes with the process, however it ends. A file system without locks has no leftovers
  /// removed.
  static func claim(_ descriptor: Int32) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 { return errno != EWOULDBLOCK }
    var status = stat()
    return unsafe fstat(descriptor, &status) != 0 || status.st_nlink > 0
  }

  /// Removes the temporary files of runs that were killed from a folder; once in a process.
  static func removeLeftovers(in path: String) {
    guard tidiedFolders.withLock({ $0.insert(path).inserted }) else { return }
    let folder = Folder(path)
    for name in (try? folder.names()) ?? [] where name.hasPrefix(temporaryPrefix) {
      removeIfUnlocked(folder.path(of: name))
    }
  }

  /// Removes a file that no run holds; links, devices and pipes stay.
  static func removeIfUnlocked(_ path: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    var status = stat()
    if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      flock(descriptor, LOCK_EX | LOCK_NB) == 0
    {
      unsafe unlink(path)
    }
    close(descriptor)
  }
}
