import CByteIO
public import Diagnostics

/// The checksum of zip and gzip, over any number of pieces.
public struct CRC32: Hashable, Sendable {
  /// The checksum of everything so far.
  public private(set) var value: UInt32 = 0

  /// Makes the checksum of nothing.
  public init() {}

  /// Makes the checksum of some bytes.
  public init(_ bytes: [UInt8]) { update(bytes) }

  /// Adds bytes behind what was added before.
  public mutating func update(_ bytes: [UInt8]) {
    unsafe update(bytes.span.bytes)
  }

  /// Adds bytes behind what was added before.
  public mutating func update(_ bytes: RawSpan) {
    value = unsafe bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return value }
      return unsafe recast_crc32(
        value, start.assumingMemoryBound(to: UInt8.self), buffer.count)
    }
  }
}

/// A sink that keeps only the checksum of what is written to it.
public struct ChecksumSink: ByteSink {
  public private(set) var position = 0
  /// The checksum of everything written.
  public private(set) var checksum = CRC32()

  /// Makes a sink.
  public init() {}

  public mutating func write(_ bytes: RawSpan) throws(Diagnostic) {
    position += bytes.byteCount
    checksum.update(bytes)
  }

  public mutating func copy(_ range: FileRange) throws(Diagnostic) { try copyInBlocks(range) }
}

extension FileRange {
  /// The checksum of the range, read block by block.
  public func crc32() throws(Diagnostic) -> UInt32 {
    var checksum = CRC32()
    try readBlocks { (block) throws(Diagnostic) in checksum.update(block) }
    return checksum.value
  }
}

/// A checksum as it is written in messages.
package func hexadecimal(_ checksum: UInt32) -> String {
  let digits = String(checksum, radix: 16)
  return String(repeating: "0", count: 8 - digits.count) + digits
}
