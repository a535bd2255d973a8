import Glibc

/// Something that a folder lists, and what the system says of it.
public struct FolderMember: Hashable, Sendable {
  /// What a member is.
  public enum Kind: Hashable, Sendable {
    case file
    case folder
    /// A symbolic link, wherever it leads.
    case link
    case other
  }

  /// The name inside the folder.
  public let name: String
  /// What it is.
  public let kind: Kind
  /// The size in bytes.
  public let byteCount: Int
  /// When its contents last changed, since 1970 began in Greenwich.
  public let modified: Duration
  /// Whether its owner may write to it.
  public let isWritable: Bool

  init(name: String, status: stat) {
    self.name = name
    byteCount = Int(status.st_size)
    modified =
      .seconds(status.st_mtim.tv_sec) + .nanoseconds(Int64(status.st_mtim.tv_nsec))
    isWritable = status.st_mode & S_IWUSR != 0
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
  }
}
