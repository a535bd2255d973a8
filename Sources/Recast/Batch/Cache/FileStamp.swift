import Glibc
import JSONText

/// What tells without reading a file that it is still the one that was read.
struct FileStamp: Hashable, Sendable {
  let byteCount: Int
  let modified: Int
  let changed: Int
  let inode: Int

  /// The stamp of the file at a path; nothing where there is none.
  init?(of path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    byteCount = Int(status.st_size)
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
    inode = Int(truncatingIfNeeded: status.st_ino)
  }

  /// Reads the stamp that ``json`` is.
  init?(_ node: JSONNode) {
    let numbers = node.items.compactMap(\.integer)
    guard numbers.count == 4 else { return nil }
    byteCount = numbers[0]
    modified = numbers[1]
    changed = numbers[2]
    inode = numbers[3]
  }

  /// The stamp as a list of numbers.
  var json: JSONValue { .integers([byteCount, modified, changed, inode]) }

  /// Whether the file was left alone for long enough that a later change would give another stamp.
  ///
  /// The clock of a file system has steps: of two changes within one, the second is not seen.
  func isSettled(now: Int = FileStamp.now) -> Bool {
    max(modified, changed) < now - 50_000_000
  }

  /// The time of day in nanoseconds.
  static var now: Int {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_REALTIME, &time) == 0 else { return 0 }
    return nanoseconds(time)
  }

  private static func nanoseconds(_ time: timespec) -> Int {
    Int(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue
      &+ Int(time.tv_nsec)
  }
}

/// A file with its stamp and its digest.
struct StampedFile: Hashable, Sendable {
  let path: String
  /// Nothing for a file that was looked for and is not there, or is not settled.
  let stamp: FileStamp?
  /// The SHA-256; nothing for a file that is not there.
  let digest: String?

  init(path: String, stamp: FileStamp?, digest: String?) {
    self.path = path
    self.stamp = stamp
    self.digest = digest
  }

  /// Reads what ``json`` is.
  init?(_ node: JSONNode) {
    guard let path = node["path"]?.string else { return nil }
    self.path = path
    stamp = node["stamp"].flatMap(FileStamp.init)
    digest = node["sha256"]?.string
  }

  /// The file as a member of a record.
  var json: JSONValue {
    .object([
      ("path", .string(path)), ("stamp", stamp?.json ?? .null), ("sha256", .optional(digest)),
    ])
  }

  /// Whether the file is as it was, without reading it.
  var isAsBefore: Bool {
    let found = FileStamp(of: path)
    return digest == nil ? found == nil : stamp != nil && found == stamp
  }
}
