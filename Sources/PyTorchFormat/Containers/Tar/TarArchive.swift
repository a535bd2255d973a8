import ByteIO
import Diagnostics

/// The members of a tape archive (USTAR, PAX, GNU), found by walking its headers; no payload is read.
struct TarArchive: Sendable {
  /// One regular file of the archive.
  struct Member: Sendable {
    /// The name, without a leading `./`.
    let name: ExactName
    /// Its bytes.
    let payload: FileRange
  }

  /// The regular files in the archive's order.
  let members: [Member]

  /// The most members that are walked; PyTorch writes three.
  private static let memberLimit = 4096
  private static let blockByteCount = 512

  /// Whether bytes are the beginning of such an archive.
  static func begins(_ prefix: [UInt8]) -> Bool {
    prefix.count >= 262 && Array(prefix[257..<262]) == Array("ustar".utf8)
  }

  /// Reads the headers.
  ///
  /// - Throws: ``DiagnosticCode/torchTarMalformed`` for a header that is none, a size that leaves the
  ///   file, or too many members.
  init(_ range: FileRange) throws(Diagnostic) {
    var members: [Member] = []
    var reader = WindowedReader(range, windowByteCount: Self.blockByteCount)
    var overridingName: [UInt8]?
    var overridingSize: Int?
    var headerCount = 0
    while reader.remainingByteCount >= Self.blockByteCount {
      let start = reader.position
      let block = try reader.readBytes(Self.blockByteCount)
      if block.allSatisfy({ $0 == 0 }) { break }
      headerCount += 1
      guard headerCount <= Self.memberLimit else {
        throw Self.malformed("more than \(Self.memberLimit) members", in: range, at: start)
      }
      let header = try TarHeader(block, in: range, at: start)
      let size = overridingSize ?? header.byteCount
      let padding = (Self.blockByteCount - size % Self.blockByteCount) % Self.blockByteCount
      guard size <= reader.remainingByteCount else {
        throw Self.malformed(
          "member '\(header.nameText)' has \(size) bytes, \(reader.remainingByteCount) are left",
          in: range, at: start)
      }
      let payload = try reader.skip(size)
      _ = try reader.skip(min(padding, reader.remainingByteCount))
      switch header.kind {
      case UInt8(ascii: "x"):
        let records = TarHeader.paxRecords(try payload.bytes(limit: 1 << 20))
        overridingName = records.path ?? overridingName
        overridingSize = records.byteCount ?? overridingSize
      case UInt8(ascii: "L"):
        let name = try payload.bytes(limit: 1 << 16)
        overridingName = Array(name.prefix { $0 != 0 })
      case UInt8(ascii: "g"), UInt8(ascii: "K"):
        break
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
        var name = overridingName ?? header.name
        if name.starts(with: Array("./".utf8)) { name.removeFirst(2) }
        members.append(
          Member(name: ExactName(String(decoding: name, as: UTF8.self)), payload: payload))
        overridingName = nil
        overridingSize = nil
      default:
        overridingName = nil
        overridingSize = nil
      }
    }
    self.members = members
  }

  /// The member of a name.
  func member(named name: String) -> Member? {
    let name = ExactName(name)
    return members.first { $0.name == name }
  }

  static func malformed(_ finding: String, in range: FileRange, at byteOffset: Int) -> Diagnostic {
    Diagnostic(
      .torchTarMalformed, "the tar archive is damaged: \(finding)",
      at: Location(file: range.file.path, byteRange: byteOffset..<byteOffset))
  }
}
