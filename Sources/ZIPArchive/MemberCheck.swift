import ByteIO
import Diagnostics

/// Checks a directory's entries by themselves and against each other.
struct MemberCheck {
  /// What deflate can reach at most.
  private static let largestRatio: UInt64 = 1032
  private static let headerByteCount = 30

  let archive: FileRange
  let bytes: [UInt8]
  let directoryOffset: Int
  private var lastEnd = 0
  private var isInOrder = true

  init(archive: FileRange, bytes: [UInt8], directoryOffset: Int) {
    self.archive = archive
    self.bytes = bytes
    self.directoryOffset = directoryOffset
  }

  func name(of entry: DirectoryEntry) -> String {
    String(decoding: bytes[entry.nameRange], as: UTF8.self)
  }

  /// Checks one entry and that it begins behind the one before, if that is the order.
  mutating func add(_ entry: DirectoryEntry, at position: Int) throws(Diagnostic) {
    if let (code, message) = complaint(entry) {
      throw Diagnostic(
        code, message,
        at: archive.location(at: directoryOffset + position, member: name(of: entry)))
    }
    guard let end = leastEnd(entry) else {
      throw archive.malformed(
        at: directoryOffset + position, member: name(of: entry),
        "\(entry.compressedByteCount) bytes at byte \(entry.headerOffset) of the archive leave "
          + "the room before its directory, which is at byte \(directoryOffset)")
    }
    let start = Int(clamping: entry.headerOffset)
    if start < lastEnd { isInOrder = false }
    lastEnd = end
  }

  private func complaint(_ entry: DirectoryEntry) -> (DiagnosticCode, String)? {
    if entry.isEncrypted { return (.zipUnsupported, "the member is encrypted") }
    guard entry.isStored || entry.isDeflated else {
      return (
        .zipUnsupported,
        "the member is compressed by method \(entry.method); only stored (0) and deflated (8) ones "
          + "are read"
      )
    }
    if entry.lacksLongField {
      return (.zipMalformed, "a 64-bit size or offset is announced and missing")
    }
    if entry.disk != 0 {
      return (.zipUnsupported, "the member is in another file of a split archive")
    }
    if bytes[entry.nameRange].contains(0) {
      return (.zipMalformed, "the member's name has a zero byte, where other readers cut it")
    }
    if entry.isStored && entry.byteCount != entry.compressedByteCount {
      return (
        .zipMalformed,
        "a stored member takes \(entry.compressedByteCount) bytes and is said to have "
          + "\(entry.byteCount)"
      )
    }
    let (most, overflow) = entry.compressedByteCount.multipliedReportingOverflow(
      by: Self.largestRatio)
    if entry.isDeflated && !overflow && entry.byteCount > most {
      return (
        .zipMalformed,
        "\(entry.compressedByteCount) deflated bytes cannot give the \(entry.byteCount) that are "
          + "announced"
      )
    }
    return Int(exactly: entry.byteCount) == nil
      ? (.zipMalformed, "a size of \(entry.byteCount) bytes is impossible") : nil
  }

  /// Where a member ends at the earliest, or nothing if that is behind the directory's start.
  private func leastEnd(_ entry: DirectoryEntry) -> Int? {
    let header = UInt64(Self.headerByteCount + entry.nameRange.count)
    let (bodyStart, first) = entry.headerOffset.addingReportingOverflow(header)
    let (end, second) = bodyStart.addingReportingOverflow(entry.compressedByteCount)
    guard !first, !second, end <= UInt64(directoryOffset) else { return nil }
    return Int(clamping: end)
  }

  /// Checks that no two members share a byte; the members' offsets in order if the entries are not.
  func sortedOffsets(entryOffsets: [UInt32]) throws(Diagnostic) -> [Int]? {
    guard !isInOrder else { return nil }
    var places: [(start: Int, end: Int, entry: Int)] = []
    places.reserveCapacity(entryOffsets.count)
    for position in entryOffsets {
      guard let entry = DirectoryEntry(bytes, at: Int(position)), let end = leastEnd(entry)
      else { continue }
      places.append((Int(clamping: entry.headerOffset), end, Int(position)))
    }
    places.sort { ($0.start, $0.entry) < ($1.start, $1.entry) }
    for (one, next) in zip(places, places.dropFirst()) where next.start < one.end {
      let names = [one, next].map { place in
        DirectoryEntry(bytes, at: place.entry).map { name(of: $0) } ?? ""
      }
      throw Diagnostic(
        .zipOverlap,
        "the member begins at byte \(next.start) of the archive, inside the member '\(names[0])'",
        at: archive.location(at: directoryOffset + next.entry, member: names[1]))
    }
    return places.map(\.start)
  }
}
