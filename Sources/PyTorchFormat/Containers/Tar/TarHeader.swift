import ByteIO
import Diagnostics

/// One header block of a tape archive.
struct TarHeader {
  /// The member's name, its prefix field in front.
  let name: [UInt8]
  /// The size of the member's payload.
  let byteCount: Int
  /// The kind of member: `0` for a regular file, `x` for a PAX record.
  let kind: UInt8

  /// The name for a message.
  var nameText: String { String(decoding: name, as: UTF8.self) }

  /// Reads a block of 512 bytes.
  ///
  /// - Throws: ``DiagnosticCode/torchTarMalformed`` for a checksum or a size that is none.
  init(_ block: [UInt8], in range: FileRange, at byteOffset: Int) throws(Diagnostic) {
    let sum = block.enumerated().reduce(0) { total, entry in
      total + ((148..<156).contains(entry.offset) ? 0x20 : Int(entry.element))
    }
    guard Self.number(block[148..<156]) == sum else {
      throw TarArchive.malformed(
        "the checksum of a header does not fit its bytes", in: range, at: byteOffset)
    }
    guard let size = Self.number(block[124..<136]) else {
      throw TarArchive.malformed("a member's size is no number", in: range, at: byteOffset)
    }
    byteCount = size
    kind = block[156]
    let last = Array(block[0..<100].prefix { $0 != 0 })
    let isPOSIX = block[257..<263].elementsEqual(Array("ustar".utf8) + [0])
    let first = isPOSIX ? Array(block[345..<500].prefix { $0 != 0 }) : []
    name = first.isEmpty ? last : first + [UInt8(ascii: "/")] + last
  }

  /// A number in octal digits, or in base 256 where the highest bit is set; never negative.
  static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 {
      guard first == 0x80 else { return nil }
      var value = 0
      for byte in field.dropFirst() {
        guard value <= Int.max >> 8 else { return nil }
        value = value << 8 | Int(byte)
      }
      return value
    }
    var value = 0
    for byte in field.drop(while: { $0 == 0x20 }) {
      if byte == 0 || byte == 0x20 { break }
      guard (0x30...0x37).contains(byte), value <= Int.max >> 3 else { return nil }
      value = value << 3 | Int(byte - 0x30)
    }
    return value
  }

  /// The path and the size among the records `LENGTH KEY=VALUE\n` of a PAX header.
  static func paxRecords(_ bytes: [UInt8]) -> (path: [UInt8]?, byteCount: Int?) {
    var path: [UInt8]?
    var byteCount: Int?
    var rest = bytes[...]
    while let space = rest.firstIndex(of: 0x20),
      let length = Int(String(decoding: rest[rest.startIndex..<space], as: UTF8.self)),
      length > space - rest.startIndex + 1, length <= rest.count
    {
      let record = rest[(space + 1)..<(rest.startIndex + length - 1)]
      if let equals = record.firstIndex(of: UInt8(ascii: "=")) {
        let value = record[(equals + 1)...]
        switch String(decoding: record[..<equals], as: UTF8.self) {
        case "path": path = Array(value)
        case "size":
          byteCount = Int(String(decoding: value, as: UTF8.self)).flatMap { $0 < 0 ? nil : $0 }
        default: break
        }
      }
      rest = rest[(rest.startIndex + length)...]
    }
    return (path, byteCount)
  }
}
