import ByteIO

/// A zip archive put together byte by byte, so that any part of it can lie.
struct ZIPBytes {
  struct Member {
    var name: [UInt8]
    var stored: [UInt8]
    var method: UInt16 = 0
    var flags: UInt16 = 0x0800
    var byteCount: UInt32
    var crc32: UInt32
    var localName: [UInt8]?
    var localMethod: UInt16?
    var localFlags: UInt16?
    var localCRC32: UInt32?
    var localCompressed: UInt32?
    var localSize: UInt32?
    var localExtra: [UInt8] = []
    var centralCompressed: UInt32?
    var centralExtra: [UInt8] = []
    var centralOffset: UInt32?
    var centralDisk: UInt16 = 0
    var descriptor: [UInt8] = []

    init(_ name: String, _ bytes: [UInt8]) {
      self.name = Array(name.utf8)
      stored = bytes
      byteCount = UInt32(bytes.count)
      crc32 = CRC32(bytes).value
    }
  }

  var members: [Member]
  var comment: [UInt8] = []
  var countChange = 0
  var sizeChange = 0
  var offsetChange = 0
  var disk: UInt16 = 0
  /// What is written instead of members in the directory's order.
  var directoryOrder: [Int]?
  /// Whether a 64-bit end record and its locator are written, and whether the short one is full.
  var hasLongEndRecord = false
  var hasFullEndRecord = false
  var longEndRecordChange = 0

  init(_ members: Member...) { self.members = members }

  init(_ members: [Member]) { self.members = members }

  /// An archive as torch writes it: sizes only in the directory, aligned payloads, descriptors.
  static func likeTorch(_ contents: [(String, [UInt8])]) -> ZIPBytes {
    ZIPBytes(
      contents.map { name, bytes in
        var member = Member(name, bytes)
        member.flags = 0x0808
        member.localCRC32 = 0
        member.localCompressed = 0
        member.localSize = 0
        member.localExtra = [0x46, 0x42, 5, 0] + Array("ZZZZZ".utf8)
        member.descriptor = [0x50, 0x4B, 7, 8]
        member.descriptor.appendLittleEndian(member.crc32)
        member.descriptor.appendLittleEndian(UInt32(bytes.count))
        member.descriptor.appendLittleEndian(UInt32(bytes.count))
        return member
      })
  }

  /// The archive.
  var bytes: [UInt8] {
    var all: [UInt8] = []
    var offsets: [UInt32] = []
    for member in members {
      offsets.append(UInt32(all.count))
      all += localHeader(member) + member.stored + member.descriptor
    }
    let directoryOffset = all.count
    for index in directoryOrder ?? Array(members.indices) {
      all += entry(members[index], offset: offsets[index])
    }
    let directoryByteCount = all.count - directoryOffset
    let count = (directoryOrder?.count ?? members.count) + countChange
    if hasLongEndRecord {
      let recordOffset = all.count
      all += [0x50, 0x4B, 6, 6]
      all.appendLittleEndian(UInt64(44))
      all += [45, 0, 45, 0]
      all.appendLittleEndian(UInt64(disk))
      all.appendLittleEndian(UInt64(count))
      all.appendLittleEndian(UInt64(count))
      all.appendLittleEndian(UInt64(directoryByteCount + sizeChange))
      all.appendLittleEndian(UInt64(directoryOffset + offsetChange + longEndRecordChange))
      all += [0x50, 0x4B, 6, 7]
      all.appendLittleEndian(UInt32(0))
      all.appendLittleEndian(UInt64(recordOffset))
      all.appendLittleEndian(UInt32(1))
    }
    all += endRecord(
      count: hasFullEndRecord ? 0xFFFF : count,
      directoryByteCount: hasFullEndRecord ? 0xFFFF_FFFF : directoryByteCount + sizeChange,
      directoryOffset: hasFullEndRecord ? 0xFFFF_FFFF : directoryOffset + offsetChange)
    return all
  }

  private func localHeader(_ member: Member) -> [UInt8] {
    let name = member.localName ?? member.name
    var bytes: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0]
    bytes.appendLittleEndian(member.localFlags ?? member.flags)
    bytes.appendLittleEndian(member.localMethod ?? member.method)
    bytes += [0, 0, 0, 0]
    bytes.appendLittleEndian(member.localCRC32 ?? member.crc32)
    bytes.appendLittleEndian(member.localCompressed ?? UInt32(member.stored.count))
    bytes.appendLittleEndian(member.localSize ?? member.byteCount)
    bytes.appendLittleEndian(UInt16(name.count))
    bytes.appendLittleEndian(UInt16(member.localExtra.count))
    return bytes + name + member.localExtra
  }

  private func entry(_ member: Member, offset: UInt32) -> [UInt8] {
    var bytes: [UInt8] = [0x50, 0x4B, 1, 2, 20, 0, 20, 0]
    bytes.appendLittleEndian(member.flags)
    bytes.appendLittleEndian(member.method)
    bytes += [0, 0, 0, 0]
    bytes.appendLittleEndian(member.crc32)
    bytes.appendLittleEndian(member.centralCompressed ?? UInt32(member.stored.count))
    bytes.appendLittleEndian(member.byteCount)
    bytes.appendLittleEndian(UInt16(member.name.count))
    bytes.appendLittleEndian(UInt16(member.centralExtra.count))
    bytes.appendLittleEndian(UInt16(0))
    bytes.appendLittleEndian(member.centralDisk)
    bytes += [0, 0, 0, 0, 0, 0]
    bytes.appendLittleEndian(member.centralOffset ?? offset)
    return bytes + member.name + member.centralExtra
  }

  private func endRecord(
    count: Int, directoryByteCount: Int, directoryOffset: Int
  ) -> [UInt8] {
    var bytes: [UInt8] = [0x50, 0x4B, 5, 6]
    bytes.appendLittleEndian(disk)
    bytes.appendLittleEndian(disk)
    bytes.appendLittleEndian(UInt16(truncatingIfNeeded: count))
    bytes.appendLittleEndian(UInt16(truncatingIfNeeded: count))
    bytes.appendLittleEndian(UInt32(truncatingIfNeeded: directoryByteCount))
    bytes.appendLittleEndian(UInt32(truncatingIfNeeded: directoryOffset))
    bytes.appendLittleEndian(UInt16(comment.count))
    return bytes + comment
  }
}
