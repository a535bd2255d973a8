import ByteIO
import Diagnostics

/// An archive's directory: its bytes, where each entry begins, and an index of the names.
final class Directory: Sendable {
  /// The most members that an archive may have.
  static let memberLimit = 10_000_000
  /// The most bytes that a directory may have.
  static let byteLimit = 1 << 30

  let archive: FileRange
  let bytes: [UInt8]
  /// Where the directory begins in the archive; members end before it.
  let offset: Int
  /// Whether a checksum of 0 says that none was written.
  let mayLackChecksums: Bool
  /// How many members have bytes and no checksum of them.
  let countWithoutChecksum: Int
  /// Where inflated members go.
  let inflated = TemporaryStorage()

  private let entryOffsets: [UInt32]
  private let names: NameIndex
  /// Where members begin, in ascending order, if the directory lists them in another one.
  private let sortedOffsets: [Int]?

  init(of archive: FileRange, mayLackChecksums: Bool) throws(Diagnostic) {
    let end = try EndRecord(of: archive)
    guard end.memberCount <= Self.memberLimit, end.directoryByteCount <= Self.byteLimit else {
      throw Diagnostic(
        .zipTooManyMembers,
        "\(end.memberCount) members in a directory of \(end.directoryByteCount) bytes; at most "
          + "\(Self.memberLimit) members and \(Self.byteLimit) bytes are read",
        at: archive.location(at: end.directoryOffset))
    }
    let bytes = try archive.file.bytes(
      at: archive.byteOffset + end.directoryOffset, count: end.directoryByteCount, limit: .max)
    var check = MemberCheck(archive: archive, bytes: bytes, directoryOffset: end.directoryOffset)
    var offsets: [UInt32] = []
    offsets.reserveCapacity(end.memberCount)
    var names = NameIndex(capacity: end.memberCount)
    var position = 0
    var countWithoutChecksum = 0
    for number in 0..<end.memberCount {
      guard let entry = DirectoryEntry(bytes, at: position) else {
        throw archive.malformed(
          at: end.directoryOffset + position,
          "entry \(number + 1) of the \(end.memberCount) that the end record counts is expected here"
        )
      }
      try check.add(entry, at: position)
      offsets.append(UInt32(position))
      if mayLackChecksums, entry.crc32 == 0, entry.byteCount > 0 { countWithoutChecksum += 1 }
      let other = names.insert(entry.nameRange, number: number, in: bytes) {
        Self.nameRange(bytes, at: Int(offsets[$0]))
      }
      if let other {
        throw Diagnostic(
          .zipDuplicateName,
          "the members \(other + 1) and \(number + 1) have the same name; which one is meant is "
            + "not known",
          at: archive.location(
            at: end.directoryOffset + position, member: check.name(of: entry)))
      }
      position = entry.end
    }
    guard position == bytes.count else {
      throw archive.malformed(
        at: end.directoryOffset + position,
        "the end record counts \(end.memberCount) members, the directory goes on behind them")
    }
    sortedOffsets = try check.sortedOffsets(entryOffsets: offsets)
    self.archive = archive
    self.bytes = bytes
    self.mayLackChecksums = mayLackChecksums
    self.countWithoutChecksum = countWithoutChecksum
    self.offset = end.directoryOffset
    self.entryOffsets = offsets
    self.names = names
  }

  var count: Int { entryOffsets.count }

  /// The entry of a member; every one was read before.
  func entry(_ number: Int) -> DirectoryEntry {
    guard let entry = DirectoryEntry(bytes, at: Int(entryOffsets[number])) else {
      preconditionFailure("an entry that was read when the archive was opened")
    }
    return entry
  }

  /// The place of a member's entry in the archive.
  func entryOffset(_ number: Int) -> Int { offset + Int(entryOffsets[number]) }

  func number(of name: [UInt8]) -> Int? {
    names.number(of: name, in: bytes) { Self.nameRange(bytes, at: Int(entryOffsets[$0])) }
  }

  /// How many bytes a member has, inflated.
  func byteCount(_ number: Int) -> Int {
    let size = bytes.value(UInt32.self, Int(entryOffsets[number]) + 24)
    return size == .max ? Int(clamping: entry(number).byteCount) : Int(size)
  }

  /// The members whose names end with one of several texts, in the archive's order, and which of them.
  ///
  /// - Precondition: no ending is empty.
  func members(endingWithOneOf endings: [[UInt8]]) -> [(number: Int, ending: Int)] {
    // One look at the last byte passes over nearly all of them.
    var isLastByte = [Bool](repeating: false, count: 256)
    for ending in endings { isLastByte[Int(ending[ending.count - 1])] = true }
    var found: [(number: Int, ending: Int)] = []
    for number in 0..<count {
      let name = Self.nameRange(bytes, at: Int(entryOffsets[number]))
      guard !name.isEmpty, isLastByte[Int(bytes[name.upperBound - 1])] else { continue }
      for (index, ending) in endings.enumerated()
      where name.count >= ending.count && bytes[name].suffix(ending.count).elementsEqual(ending) {
        found.append((number, index))
      }
    }
    return found
  }

  /// Whether a member's name is some bytes.
  func name(_ number: Int, is bytes: [UInt8]) -> Bool {
    let name = Self.nameRange(self.bytes, at: Int(entryOffsets[number]))
    guard name.count == bytes.count else { return false }
    // From the end: names in one folder begin alike.
    for offset in bytes.indices.reversed()
    where self.bytes[name.lowerBound + offset] != bytes[offset] {
      return false
    }
    return true
  }

  /// Where the member behind the one at an offset begins, or the directory.
  func endOfRoom(for number: Int, at headerOffset: Int) -> Int {
    guard let sortedOffsets else {
      guard number + 1 < count else { return offset }
      return Int(clamping: entry(number + 1).headerOffset)
    }
    var low = 0
    var high = sortedOffsets.count
    while low < high {
      let middle = (low + high) / 2
      if sortedOffsets[middle] <= headerOffset { low = middle + 1 } else { high = middle }
    }
    return low < sortedOffsets.count ? sortedOffsets[low] : offset
  }

  private static func nameRange(_ bytes: [UInt8], at entry: Int) -> Range<Int> {
    let start = entry + DirectoryEntry.byteCountWithoutName
    return start..<start + Int(bytes.value(UInt16.self, entry + 28))
  }
}
