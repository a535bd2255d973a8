import ByteIO
import Diagnostics

/// What the end of an archive says about its directory; positions count from the archive's start.
struct EndRecord: Equatable {
  /// How many members there are.
  let memberCount: Int
  /// Where the directory begins.
  let directoryOffset: Int
  /// How long it is.
  let directoryByteCount: Int

  private static let signature: [UInt8] = [0x50, 0x4B, 5, 6]
  private static let byteCount = 22
  private static let largestComment = 0xFFFF

  /// Finds the last end record that fits its archive.
  ///
  /// A comment may hold what looks like an end record. One fits if its comment ends where the archive
  /// does and its directory ends where it begins.
  init(of archive: FileRange) throws(Diagnostic) {
    let tailByteCount = min(archive.byteCount, Self.byteCount + Self.largestComment)
    let tailOffset = archive.byteCount - tailByteCount
    let tail = try archive.file.bytes(
      at: archive.byteOffset + tailOffset, count: tailByteCount)
    var firstFailure: Diagnostic?
    var position = tailByteCount - Self.byteCount
    while position >= 0 {
      defer { position -= 1 }
      guard tail[position] == 0x50, tail[position..<position + 4].elementsEqual(Self.signature),
        let comment = tail.littleEndian(UInt16.self, at: position + 20)
      else { continue }
      do throws(Diagnostic) {
        let excess = tailByteCount - position - Self.byteCount - Int(comment)
        guard excess == 0 else {
          throw archive.malformed(
            at: tailOffset + position,
            excess < 0
              ? "the end record has a comment of \(comment) bytes, which leaves the archive"
              : "\(excess) bytes follow the end record and its comment")
        }
        self = try Self(tail, at: position, tailOffset: tailOffset, in: archive)
        return
      } catch {
        firstFailure = firstFailure ?? error
      }
    }
    throw firstFailure
      ?? Diagnostic(
        .zipNoDirectory,
        "no directory of members is at the end of the archive: truncated, or an incomplete download",
        at: archive.location(at: archive.byteCount))
  }

  /// Reads the end record at a position of the archive's last bytes, and the larger one before it.
  private init(
    _ tail: [UInt8], at position: Int, tailOffset: Int, in archive: FileRange
  ) throws(Diagnostic) {
    let start = tailOffset + position
    let short = Fields(
      disk: UInt64(tail.value(UInt16.self, position + 4)),
      directoryDisk: UInt64(tail.value(UInt16.self, position + 6)),
      countOnDisk: UInt64(tail.value(UInt16.self, position + 8)),
      count: UInt64(tail.value(UInt16.self, position + 10)),
      byteCount: UInt64(tail.value(UInt32.self, position + 12)),
      offset: UInt64(tail.value(UInt32.self, position + 16)))
    guard let long = try LongEndRecord(before: start, in: archive) else {
      try self.init(short, endsAt: start, in: archive)
      return
    }
    guard short.agrees(with: long.fields) else {
      throw archive.malformed(
        at: start, "the end record and the 64-bit end record before it differ")
    }
    try self.init(long.fields, endsAt: long.offset, in: archive)
  }

  private init(_ fields: Fields, endsAt end: Int, in archive: FileRange) throws(Diagnostic) {
    guard fields.disk == 0, fields.directoryDisk == 0, fields.countOnDisk == fields.count else {
      throw Diagnostic(
        .zipUnsupported, "the archive is split over several files; join them first",
        at: archive.location(at: end))
    }
    guard let offset = Int(exactly: fields.offset), let byteCount = Int(exactly: fields.byteCount),
      byteCount <= end, offset == end - byteCount
    else {
      throw archive.malformed(
        at: end,
        "the directory of \(fields.byteCount) bytes at byte \(fields.offset) should end here, "
          + "at byte \(end) of the archive")
    }
    // Every member takes 46 bytes of the directory at least.
    guard let count = Int(exactly: fields.count), count <= byteCount / 46 else {
      throw archive.malformed(
        at: end, "a directory of \(byteCount) bytes cannot list \(fields.count) members")
    }
    memberCount = count
    directoryOffset = offset
    directoryByteCount = byteCount
  }
}

/// The numbers of either end record.
struct Fields: Equatable {
  var disk: UInt64
  var directoryDisk: UInt64
  var countOnDisk: UInt64
  var count: UInt64
  var byteCount: UInt64
  var offset: UInt64

  /// Whether each number is the larger record's, or says that it is there.
  fileprivate func agrees(with long: Fields) -> Bool {
    func fits(_ short: UInt64, _ long: UInt64, _ full: UInt64) -> Bool {
      short == long || short == full
    }
    return fits(disk, long.disk, 0xFFFF) && fits(directoryDisk, long.directoryDisk, 0xFFFF)
      && fits(countOnDisk, long.countOnDisk, 0xFFFF) && fits(count, long.count, 0xFFFF)
      && fits(byteCount, long.byteCount, 0xFFFF_FFFF) && fits(offset, long.offset, 0xFFFF_FFFF)
  }
}

/// The end record of archives beyond 4 GiB or 65,535 members.
private struct LongEndRecord {
  let fields: Fields
  /// Where it begins in the archive.
  let offset: Int

  /// Reads it if its locator stands right before the short end record.
  init?(before end: Int, in archive: FileRange) throws(Diagnostic) {
    guard end >= 20 else { return nil }
    let locator = try archive.file.bytes(at: archive.byteOffset + end - 20, count: 20)
    guard locator.value(UInt32.self, 0) == 0x0706_4B50 else { return nil }
    guard locator.value(UInt32.self, 4) == 0, locator.value(UInt32.self, 16) <= 1 else {
      throw Diagnostic(
        .zipUnsupported, "the archive is split over several files; join them first",
        at: archive.location(at: end - 20))
    }
    guard let offset = Int(exactly: locator.value(UInt64.self, 8)), offset <= end - 20 - 56 else {
      throw archive.malformed(
        at: end - 20, "the 64-bit end record is said to lie outside the archive")
    }
    let record = try archive.file.bytes(at: archive.byteOffset + offset, count: 56)
    guard record.value(UInt32.self, 0) == 0x0606_4B50,
      record.value(UInt64.self, 4) == UInt64(end - 20 - offset - 12)
    else {
      throw archive.malformed(
        at: offset, "a 64-bit end record that ends at its locator is expected here")
    }
    self.offset = offset
    fields = Fields(
      disk: UInt64(record.value(UInt32.self, 16)),
      directoryDisk: UInt64(record.value(UInt32.self, 20)),
      countOnDisk: record.value(UInt64.self, 24), count: record.value(UInt64.self, 32),
      byteCount: record.value(UInt64.self, 40), offset: record.value(UInt64.self, 48))
  }
}

extension FileRange {
  /// A place of the archive that this range is, as a location in the file.
  func location(at offset: Int, member: String? = nil) -> Location {
    let byte = byteOffset + min(max(offset, 0), byteCount)
    return Location(file: file.path, byteRange: byte..<byte, path: member)
  }

  func malformed(at offset: Int, member: String? = nil, _ message: String) -> Diagnostic {
    Diagnostic(.zipMalformed, message, at: location(at: offset, member: member))
  }
}

extension Array where Element == UInt8 {
  /// A little-endian integer that the caller knows to lie inside; 0 outside.
  func value<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type, _ offset: Int) -> Value
  {
    littleEndian(Value.self, at: offset) ?? 0
  }
}
