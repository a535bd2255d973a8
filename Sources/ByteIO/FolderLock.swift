import CByteIO
import Glibc

/// A lock on a folder that other processes of this package respect; it ends with the value or the
/// process, whatever ends that.
public struct FolderLock: ~Copyable {
  private let descriptor: Int32

  /// Locks a folder.
  ///
  /// A file system without locks locks nothing: the value is then made all the same.
  ///
  /// - Parameter waits: whether another's lock is waited for; if not, it yields nothing.
  public init?(_ folder: Folder, waits: Bool) {
    let result = unsafe recast_lock_folder(folder.path, waits ? 1 : 0)
    guard result != -EWOULDBLOCK else { return nil }
    descriptor = result
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
