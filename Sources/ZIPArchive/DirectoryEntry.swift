import ByteIO

/// One member's entry of the directory, as its bytes say.
///
/// Sizes and the offset are taken from the 64-bit extra field where the short ones are full.
struct DirectoryEntry {
  static let byteCountWithoutName = 46

  let flags: UInt16
  let method: UInt16
  let crc32: UInt32
  let compressedByteCount: UInt64
  let byteCount: UInt64
  /// Where the header beside the member's bytes is, from the start of the archive.
  let headerOffset: UInt64
  let disk: UInt32
  /// Where the name is in the directory's bytes.
  let nameRange: Range<Int>
  /// Where the entry ends in the directory's bytes.
  let end: Int
  /// Whether a short number is full and no long one follows.
  let lacksLongField: Bool

  /// Reads the entry at a position, or returns nothing if it leaves the bytes or is none.
  init?(_ bytes: [UInt8], at start: Int) {
    guard start <= bytes.count - Self.byteCountWithoutName,
      bytes.value(UInt32.self, start) == 0x0201_4B50
    else { return nil }
    flags = bytes.value(UInt16.self, start + 8)
    method = bytes.value(UInt16.self, start + 10)
    crc32 = bytes.value(UInt32.self, start + 16)
    let nameStart = start + Self.byteCountWithoutName
    let extraStart = nameStart + Int(bytes.value(UInt16.self, start + 28))
    let extraEnd = extraStart + Int(bytes.value(UInt16.self, start + 30))
    end = extraEnd + Int(bytes.value(UInt16.self, start + 32))
    guard end <= bytes.count else { return nil }
    nameRange = nameStart..<extraStart

    var long = LongFields(bytes, extraStart..<extraEnd)
    let shortSize = bytes.value(UInt32.self, start + 24)
    let shortCompressed = bytes.value(UInt32.self, start + 20)
    let shortOffset = bytes.value(UInt32.self, start + 42)
    let shortDisk = bytes.value(UInt16.self, start + 34)
    // The long ones stand in this order, and only those whose short one is full.
    byteCount = shortSize == .max ? long.next(bytes) : UInt64(shortSize)
    compressedByteCount = shortCompressed == .max ? long.next(bytes) : UInt64(shortCompressed)
    headerOffset = shortOffset == .max ? long.next(bytes) : UInt64(shortOffset)
    disk = shortDisk == .max ? long.nextDisk(bytes) : UInt32(shortDisk)
    lacksLongField = long.isShort
  }

  var isEncrypted: Bool { flags & 0x2041 != 0 }
  var isStored: Bool { method == 0 }
  var isDeflated: Bool { method == 8 }
}

/// The numbers of the extra field 0x0001, one after the other.
struct LongFields {
  private var position = 0
  private var end = 0
  /// Whether a number was asked for that is not there.
  private(set) var isShort = false

  /// Finds the field among extra fields that lie in some bytes.
  init(_ bytes: [UInt8], _ extra: Range<Int>) {
    var field = extra.lowerBound
    while field + 4 <= extra.upperBound {
      let dataEnd = field + 4 + Int(bytes.value(UInt16.self, field + 2))
      if dataEnd > extra.upperBound { return }
      if bytes.value(UInt16.self, field) == 1 {
        position = field + 4
        end = dataEnd
        return
      }
      field = dataEnd
    }
  }

  mutating func next(_ bytes: [UInt8]) -> UInt64 {
    guard position + 8 <= end else {
      isShort = true
      return 0
    }
    defer { position += 8 }
    return bytes.value(UInt64.self, position)
  }

  mutating func nextDisk(_ bytes: [UInt8]) -> UInt32 {
    guard position + 4 <= end else {
      isShort = true
      return 0
    }
    defer { position += 4 }
    return bytes.value(UInt32.self, position)
  }
}
