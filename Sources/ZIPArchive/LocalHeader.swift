import ByteIO
import Diagnostics

/// The header beside a member's bytes, which repeats what the directory says.
struct LocalHeader {
  private static let byteCount = 30

  /// Where the member's bytes begin in the archive.
  let payloadOffset: Int

  /// Reads the header and checks that it agrees with the directory.
  init(of member: ZIPMember) throws(Diagnostic) {
    let directory = member.directory
    let archive = directory.archive
    let entry = member.entry
    let start = Int(clamping: entry.headerOffset)
    let name = directory.bytes[entry.nameRange]
    let fixed = Self.byteCount + name.count
    // The directory was checked: the header without extra fields lies before it.
    let header = try archive.file.bytes(
      at: archive.byteOffset + start, count: min(fixed + 128, directory.offset - start))
    func failure(_ message: String) -> Diagnostic {
      archive.malformed(at: start, member: member.name, message)
    }

    guard header.value(UInt32.self, 0) == 0x0403_4B50 else {
      throw failure("the header of the member is expected here")
    }
    guard Int(header.value(UInt16.self, 26)) == name.count,
      header[Self.byteCount..<fixed].elementsEqual(name)
    else { throw failure("the header beside the member has another name than the directory") }
    let method = header.value(UInt16.self, 8)
    guard method == entry.method else {
      throw failure(
        "the header beside the member says method \(method), the directory \(entry.method)")
    }
    guard header.value(UInt16.self, 6) & 0x2041 == 0 else {
      throw failure("the header beside the member says that it is encrypted, the directory not")
    }

    let extraByteCount = Int(header.value(UInt16.self, 28))
    let payload = start + fixed + extraByteCount
    let room = directory.endOfRoom(for: member.number, at: start)
    guard payload <= room, Int(clamping: entry.compressedByteCount) <= room - payload else {
      throw failure(
        "\(entry.compressedByteCount) bytes from byte \(payload) of the archive reach into what "
          + "begins at byte \(room)")
    }
    let size = header.value(UInt32.self, 22)
    let compressed = header.value(UInt32.self, 18)
    var extra: [UInt8] = []
    if size == .max || compressed == .max {
      extra = try archive.file.bytes(
        at: archive.byteOffset + start + fixed, count: extraByteCount)
    }
    var long = LongFields(extra, extra.indices)
    let sizes = [
      (size == .max ? long.next(extra) : UInt64(size), entry.byteCount),
      (compressed == .max ? long.next(extra) : UInt64(compressed), entry.compressedByteCount),
    ]
    // Writers that do not know the numbers yet write zeros here and the numbers behind the bytes.
    for (here, there) in sizes where here != 0 && here != there {
      throw failure("the header beside the member says \(here) bytes, the directory \(there)")
    }
    let crc32 = header.value(UInt32.self, 14)
    guard crc32 == 0 || entry.crc32 == 0 || crc32 == entry.crc32 else {
      throw failure(
        "the header beside the member says the checksum \(hexadecimal(crc32)), the directory "
          + hexadecimal(entry.crc32))
    }
    payloadOffset = payload
  }
}
