import ByteIO

/// Files as PyTorch writes them, put together byte by byte.
enum TorchFileBytes {
  /// The little-endian bytes of numbers.
  static func floats(_ values: [Float]) -> [UInt8] {
    var bytes: [UInt8] = []
    for value in values { bytes.appendLittleEndian(value.bitPattern) }
    return bytes
  }

  /// A zip archive of stored members.
  static func zip(_ members: [(String, [UInt8])]) -> [UInt8] {
    var all: [UInt8] = []
    var directory: [UInt8] = []
    for (name, bytes) in members {
      var common: [UInt8] = [20, 0, 0, 0x08, 0, 0, 0, 0, 0, 0]
      common.appendLittleEndian(CRC32(bytes).value)
      common.appendLittleEndian(UInt32(bytes.count))
      common.appendLittleEndian(UInt32(bytes.count))
      common.appendLittleEndian(UInt16(name.utf8.count))
      common += [0, 0]
      directory += [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 10)
      directory.appendLittleEndian(UInt32(all.count))
      directory += Array(name.utf8)
      all += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + bytes
    }
    var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    end.appendLittleEndian(UInt16(members.count))
    end.appendLittleEndian(UInt16(members.count))
    end.appendLittleEndian(UInt32(directory.count))
    end.appendLittleEndian(UInt32(all.count))
    return all + directory + end + [0, 0]
  }

  /// A file of `torch.save` of today.
  static func saved(
    _ object: PickledValue, storages: [(String, [UInt8])], folder: String = "archive/",
    others: [(String, [UInt8])] = [("version", Array("3\n".utf8))], storageFolder: String = "data/"
  ) -> [UInt8] {
    zip(
      [("\(folder)data.pkl", object.pickle)]
        + storages.map { ("\(folder)\(storageFolder)\($0.0)", $0.1) }
        + others.map { (folder + $0.0, $0.1) })
  }

  /// A stream of `torch.save` before 1.6.
  static func stream(
    _ object: PickledValue, keys: [String], storages: [(count: Int, bytes: [UInt8])]
  ) -> [UInt8] {
    let magic: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
    var bytes = PickledValue.long(magic).pickle + PickledValue.integer(1001).pickle
    bytes += PickledValue.dictionary([(.text("little_endian"), .boolean(true))]).pickle
    bytes += object.pickle + PickledValue.list(keys.map { .text($0) }).pickle
    for storage in storages {
      bytes.appendLittleEndian(Int64(storage.count))
      bytes += storage.bytes
    }
    return bytes
  }

  /// A gzip file of one stored block.
  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1]
    result.appendLittleEndian(UInt16(bytes.count))
    result.appendLittleEndian(~UInt16(bytes.count))
    result += bytes
    result.appendLittleEndian(CRC32(bytes).value)
    result.appendLittleEndian(UInt32(bytes.count))
    return result
  }

  /// A tar archive of regular files.
  static func tar(_ members: [(String, [UInt8])]) -> [UInt8] {
    var all: [UInt8] = []
    for (name, bytes) in members {
      var block = [UInt8](repeating: 0, count: 512)
      block.replaceSubrange(0..<name.utf8.count, with: Array(name.utf8))
      // The size in base 256, as archives with large members have it.
      block[124] = 0x80
      block.replaceSubrange(132..<136, with: Self.bigEndian(bytes.count))
      block[156] = UInt8(ascii: "0")
      block.replaceSubrange(257..<265, with: Array("ustar\u{0}00".utf8))
      block.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
      let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
      block.replaceSubrange(
        148..<154, with: Array((String(repeating: "0", count: 6 - sum.utf8.count) + sum).utf8))
      block[154] = 0
      all += block + bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
    }
    return all + [UInt8](repeating: 0, count: 1024)
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}
