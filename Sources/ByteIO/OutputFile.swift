import CByteIO
public import Diagnostics
import Glibc

/// A file that appears whole or not at all.
///
/// Bytes go to a temporary file beside the target. ``commit()`` syncs it, renames it into place and
/// syncs the folder; a value that goes away before that removes it, and so does a signal.
public struct OutputFile: ByteSink, ~Copyable {
  /// The path that the finished file gets.
  public let path: String
  /// The path under which it is written.
  public let temporaryPath: String

  /// How many bytes were written so far.
  public private(set) var position = 0

  /// Which of the two paths leads to the bytes that were written.
  enum Placement {
    case temporary
    /// The file has its own path, and nothing has the temporary one.
    case renamed
    /// The file has its own path, and what was there before has the temporary one.
    case exchanged
  }

  var placement = Placement.temporary
  private let descriptor: Int32
  private let slot: Int32
  private var buffer: [UInt8] = []
  /// What writes the file once it has become large.
  private var behind: WriteBehind?
  private var triesBehind = true

  /// From this size on a file is written by a thread of its own; smaller ones stay in the page cache.
  static let largeByteCount = 32 << 20

  /// Creates the temporary file.
  ///
  /// - Throws: ``DiagnosticCode/outputNotWritable`` if the system refuses or the target is a folder.
  public init(replacing path: String) throws(Diagnostic) {
    let location = Location(file: path)
    var status = stat()
    if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      throw Diagnostic(
        .outputNotWritable, "the target exists and is not a regular file; give another path",
        at: location)
    }
    let folder = SourceFile.folderPrefix(of: path)
    Self.removeLeftovers(in: folder)
    let stem = "\(folder)\(Self.temporaryPrefix)\(getpid())-"
    var attempt = 0
    while true {
      let candidate = "\(stem)\(attempt)"
      let slot = unsafe recast_register_temporary(candidate)
      let opened = unsafe open(candidate, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if opened >= 0 {
        guard Self.claim(opened) else {
          close(opened)
          recast_release_temporary(slot)
          attempt += 1
          continue
        }
        self.path = path
        self.temporaryPath = candidate
        self.descriptor = opened
        self.slot = slot
        return
      }
      let number = errno
      recast_release_temporary(slot)
      attempt += 1
      guard number == EEXIST, attempt < 1000 else {
        throw Diagnostic(
          .outputNotWritable, "the output cannot be created: \(systemErrorText(number))",
          at: location)
      }
    }
  }

  deinit {
    // Its thread writes to the descriptor.
    behind?.stop()
    close(descriptor)
    if placement != .renamed { unsafe unlink(temporaryPath) }
    recast_release_temporary(slot)
  }

  /// Writes bytes, small ones through a buffer.
  public mutating func write(_ bytes: RawSpan) throws(Diagnostic) {
    if let behind = try behind(for: bytes.byteCount) {
      position += bytes.byteCount
      return try require(try behind.write(bytes))
    }
    position += bytes.byteCount
    if buffer.count + bytes.byteCount <= blockByteCount {
      unsafe bytes.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
      return
    }
    try flushBuffer()
    if bytes.byteCount < blockByteCount {
      unsafe bytes.withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
    } else {
      try writeAll(bytes)
    }
  }

  /// Writes the bytes of another file's range; the kernel copies what is not small, unless the file is
  /// large enough for a thread of its own.
  public mutating func copy(_ range: FileRange) throws(Diagnostic) {
    if let behind = try behind(for: range.byteCount) {
      return try copy(range, by: behind) { _ in }
    }
    // Small ranges share a write with what is around them.
    guard range.byteCount >= blockByteCount else { return try copyInBlocks(range) }
    try flushBuffer()
    var done = 0
    while done < range.byteCount {
      let copied = recast_copy_file_range(
        range.file.descriptor, Int64(range.byteOffset + done), descriptor, range.byteCount - done)
      if copied <= 0 { break }
      done += Int(copied)
      position += Int(copied)
    }
    guard done < range.byteCount else { return }
    // Another file system, or a kernel without the call: read and write.
    try copyInBlocks(
      FileRange(
        file: range.file, byteOffset: range.byteOffset + done, byteCount: range.byteCount - done))
  }

  /// Writes the bytes of another file's range, which are added to a checksum while they are in a cache.
  public mutating func copy(
    _ range: FileRange, addingTo checksum: inout CRC32
  ) throws(Diagnostic) {
    if let behind = try behind(for: range.byteCount) {
      try copy(range, by: behind) { checksum.update($0) }
    } else {
      try copyInBlocks(range, addingTo: &checksum)
    }
  }

  /// Hands a range to the thread that writes; a function sees every block on its way.
  private mutating func copy(
    _ range: FileRange, by behind: WriteBehind, _ pass: (RawSpan) -> Void
  ) throws(Diagnostic) {
    var done = 0
    while done < range.byteCount {
      var count = 0
      let failure = try unsafe behind.fill { (room) throws(Diagnostic) -> Int in
        count = min(room.count, blockByteCount, range.byteCount - done)
        let part = unsafe UnsafeMutableRawBufferPointer(rebasing: room[..<count])
        try unsafe range.file.read(into: part, at: range.byteOffset + done)
        unsafe pass(UnsafeRawBufferPointer(part).bytes)
        return count
      }
      done += count
      position += count
      try require(failure)
    }
  }

  /// What writes the next bytes, if the file becomes large with them.
  private mutating func behind(for byteCount: Int) throws(Diagnostic) -> WriteBehind? {
    if let behind { return behind }
    guard position.addingSaturated(byteCount) >= Self.largeByteCount, triesBehind else {
      return nil
    }
    triesBehind = false
    try flushBuffer()
    // It begins at a page, and so with bytes that were written already.
    var rest = [UInt8](repeating: 0, count: position % WriteBehind.alignment)
    let start = position - rest.count
    let received = unsafe rest.withUnsafeMutableBytes { memory in
      unsafe pread(descriptor, memory.baseAddress, memory.count, off_t(start))
    }
    guard received == rest.count else { throw failure("reading the output failed") }
    guard let started = WriteBehind(descriptor: descriptor, byteOffset: start) else { return nil }
    try require(try unsafe started.write(rest.span.bytes))
    behind = started
    return started
  }

  private func require(_ number: Int32) throws(Diagnostic) {
    guard number == 0 else { throw failure("writing the output failed", number) }
  }

  /// Hands everything written so far to the system, so that others may read the temporary file.
  public mutating func flush() throws(Diagnostic) {
    try flushBuffer()
    guard let behind else { return }
    try require(behind.drain())
    // Its memory and its thread are given back; bytes that follow start another.
    behind.stop()
    self.behind = nil
    triesBehind = true
    // It writes at offsets of its own.
    guard lseek(descriptor, off_t(position), SEEK_SET) >= 0 else {
      throw failure("writing the output failed")
    }
  }

  private mutating func flushBuffer() throws(Diagnostic) {
    guard !buffer.isEmpty else { return }
    let pending = buffer
    buffer.removeAll(keepingCapacity: true)
    try unsafe writeAll(pending.span.bytes)
  }

  /// Gives the file a mode of its own, which the finished file keeps: `0o400` for one that only its owner
  /// may read; what is written stays possible.
  ///
  /// - Throws: ``DiagnosticCode/outputNotWritable``.
  public mutating func setMode(_ mode: UInt32) throws(Diagnostic) {
    guard fchmod(descriptor, mode_t(mode & 0o7777)) == 0 else {
      throw failure("changing the output's mode failed")
    }
  }

  /// Hands everything to the system and waits until the device has it.
  mutating func sync() throws(Diagnostic) {
    try flush()
    guard fsync(descriptor) == 0 else { throw failure("syncing the output failed") }
  }

  private func writeAll(_ bytes: RawSpan) throws(Diagnostic) {
    var done = 0
    while done < bytes.byteCount {
      let count = min(blockByteCount, bytes.byteCount - done)
      let written = unsafe bytes.withUnsafeBytes { pointer in
        unsafe Glibc.write(descriptor, pointer.baseAddress.map { unsafe $0 + done }, count)
      }
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else {
        throw failure("writing the output failed", written == 0 ? ENOSPC : errno)
      }
      done += written
    }
  }

  func failure(_ what: String, _ number: Int32 = errno) -> Diagnostic {
    Diagnostic(
      .outputNotWritable, "\(what): \(systemErrorText(number)); nothing was replaced",
      at: Location(file: path))
  }
}

/// Makes SIGINT, SIGTERM and SIGHUP remove unfinished outputs before they end the process.
public func removeUnfinishedOutputsOnSignals() {
  recast_install_signal_handlers()
}
