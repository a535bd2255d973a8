public import Diagnostics
import Glibc

/// A regular file that is open for reading by ranges, for as long as anything refers to it.
///
/// It is read and not mapped: a mapped file that shrinks ends the process. Reads are positional, so
/// several threads may share one file.
public final class SourceFile: Sendable {
  /// The path as the user gave it.
  public let path: String
  /// The size in bytes when the file was opened.
  public let byteCount: Int

  let descriptor: Int32
  private let kind: Kind

  private enum Kind: Sendable {
    /// A file that somebody else may change.
    case opened(FileIdentity)
    /// A part of a temporary file that nobody else can reach; what it was made of may change.
    case temporary(TemporaryStorage, madeFrom: SourceFile?)
  }

  /// Opens a file without blocking and without following anything but symbolic links.
  ///
  /// - Throws: ``DiagnosticCode/fileNotReadable`` if the system refuses,
  ///   ``DiagnosticCode/fileNotRegular`` for anything but a regular file.
  public convenience init(path: String) throws(Diagnostic) {
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard opened >= 0 else {
      let number = errno
      OpenedFiles.note(path, isMissing: true)
      throw Diagnostic(
        .fileNotReadable, "the file cannot be opened: \(systemErrorText(number))",
        at: Location(file: path))
    }
    try self.init(adopting: opened, path: path)
  }

  /// Takes over a descriptor that was opened for reading; closes it if it is no regular file.
  ///
  /// - Throws: ``DiagnosticCode/fileNotRegular``, ``DiagnosticCode/fileNotReadable``, and
  ///   ``DiagnosticCode/fileLinked`` for a file of several names where one is required.
  init(
    adopting opened: Int32, path: String, requiresSingleName: Bool = false
  ) throws(Diagnostic) {
    let location = Location(file: path)
    var status = stat()
    guard unsafe fstat(opened, &status) == 0 else {
      let reason = systemErrorText(errno)
      close(opened)
      throw Diagnostic(.fileNotReadable, "the file cannot be examined: \(reason)", at: location)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw Diagnostic(
        .fileNotRegular,
        "a regular file is expected here, this is \(Self.kindText(status.st_mode))",
        at: location)
    }
    guard !requiresSingleName || status.st_nlink == 1 else {
      close(opened)
      throw Diagnostic(
        .fileLinked,
        "the file has \(status.st_nlink) names (hard links), so it may lie outside the folder; "
          + "copy it here", at: location)
    }
    self.path = path
    self.descriptor = opened
    self.byteCount = Int(status.st_size)
    self.kind = .opened(FileIdentity(status))
    OpenedFiles.note(path)
  }

  /// Makes the first bytes of a temporary file readable, under a path for messages.
  init(
    _ storage: TemporaryStorage, descriptor: Int32, byteCount: Int, displayPath: String,
    madeFrom original: SourceFile?
  ) {
    self.path = displayPath
    self.descriptor = descriptor
    self.byteCount = byteCount
    self.kind = .temporary(storage, madeFrom: original)
  }

  deinit {
    if case .opened = kind { close(descriptor) }
  }

  /// The whole file as a range.
  public var wholeRange: FileRange { FileRange(file: self, byteOffset: 0, byteCount: byteCount) }

  /// Fills a buffer from a position.
  ///
  /// - Throws: ``DiagnosticCode/fileTruncated`` past the end, ``DiagnosticCode/fileChanged`` if the
  ///   file has become shorter, ``DiagnosticCode/fileNotReadable`` if the system refuses.
  public func read(into buffer: inout [UInt8], at byteOffset: Int) throws(Diagnostic) {
    var failure: Diagnostic?
    unsafe buffer.withUnsafeMutableBytes { bytes in
      do throws(Diagnostic) {
        try unsafe read(into: bytes, at: byteOffset)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Fills memory from a position, as ``read(into:at:)`` fills an array.
  func read(
    into memory: UnsafeMutableRawBufferPointer, at byteOffset: Int
  ) throws(Diagnostic) {
    let wanted = memory.count
    var done = 0
    while done < wanted {
      let (offset, overflow) = byteOffset.addingReportingOverflow(done)
      guard !overflow, offset >= 0 else { throw truncated(at: byteOffset, wanted: wanted) }
      let received = unsafe pread(
        descriptor, memory.baseAddress.map { unsafe $0 + done }, wanted - done, off_t(offset))
      if received < 0 {
        if errno == EINTR { continue }
        throw Diagnostic(
          .fileNotReadable, "reading failed: \(systemErrorText(errno))",
          at: Location(file: path, byteRange: offset..<offset))
      }
      guard received > 0 else {
        throw offset < byteCount ? shrunk(to: offset) : truncated(at: byteOffset, wanted: wanted)
      }
      done += received
    }
  }

  /// Reads some bytes.
  ///
  /// - Throws: ``DiagnosticCode/fileTruncated`` if the range leaves the file,
  ///   ``DiagnosticCode/fileTooLarge`` if it is longer than the limit.
  public func bytes(
    at byteOffset: Int, count: Int, limit: Int = 64 << 20
  ) throws(Diagnostic) -> [UInt8] {
    guard byteOffset >= 0, count >= 0, count <= byteCount, byteOffset <= byteCount - count else {
      throw truncated(at: byteOffset, wanted: count)
    }
    guard count <= limit else {
      throw Diagnostic(
        .fileTooLarge, "\(count) bytes would have to be in memory at once, the limit is \(limit)",
        at: Location(file: path, byteRange: byteOffset..<byteOffset + count))
    }
    var buffer = [UInt8](repeating: 0, count: count)
    try read(into: &buffer, at: byteOffset)
    return buffer
  }

  /// The first bytes, as many as there are up to a count: what recognises a format.
  public func prefix(_ count: Int) throws(Diagnostic) -> [UInt8] {
    try bytes(at: 0, count: min(count, byteCount))
  }

  /// Checks that the file is still the one that was opened.
  ///
  /// A temporary file asks the one that it was made from.
  ///
  /// - Throws: ``DiagnosticCode/fileChanged`` if its size, time or identity changed.
  public func verifyUnchanged() throws(Diagnostic) {
    let identity: FileIdentity
    switch kind {
    case .opened(let opened): identity = opened
    case .temporary(_, madeFrom: let original):
      try original?.verifyUnchanged()
      return
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, FileIdentity(status) == identity else {
      throw Diagnostic(
        .fileChanged, "the file changed while it was read; nothing was written",
        at: Location(file: path))
    }
  }

  private func shrunk(to byteOffset: Int) -> Diagnostic {
    Diagnostic(
      .fileChanged,
      "the file had \(byteCount) bytes when it was opened and ends after \(byteOffset) now",
      at: Location(file: path, byteRange: byteOffset..<byteOffset))
  }

  private func truncated(at byteOffset: Int, wanted: Int) -> Diagnostic {
    Diagnostic(
      .fileTruncated,
      "\(wanted) bytes are expected here, the file has \(byteCount) bytes in all",
      at: Location(file: path, byteRange: max(0, byteOffset)..<max(0, byteOffset)))
  }

  private static func kindText(_ mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    case S_IFCHR, S_IFBLK: "a device"
    default: "something else"
    }
  }
}

/// What must stay the same while a file is read.
private struct FileIdentity: Hashable {
  let device: UInt
  let inode: UInt
  let byteCount: Int
  let seconds: Int
  let nanoseconds: Int

  init(_ status: stat) {
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
    byteCount = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}

extension SourceFile: Hashable {
  /// Whether both are the same open file.
  public static func == (left: SourceFile, right: SourceFile) -> Bool { left === right }

  /// Hashes the open file's identity.
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
