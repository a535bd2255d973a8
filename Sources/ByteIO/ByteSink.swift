public import Diagnostics

/// Where bytes go in order: a file, memory, a digest.
public protocol ByteSink: ~Copyable {
  /// How many bytes were written so far.
  var position: Int { get }

  /// Writes bytes.
  mutating func write(_ bytes: RawSpan) throws(Diagnostic)

  /// Writes the bytes of another file's range.
  mutating func copy(_ range: FileRange) throws(Diagnostic)

  /// Writes the bytes of another file's range and adds them to a checksum on their way.
  mutating func copy(_ range: FileRange, addingTo checksum: inout CRC32) throws(Diagnostic)
}

extension ByteSink where Self: ~Copyable {
  /// Writes an array's bytes.
  public mutating func write(_ bytes: [UInt8]) throws(Diagnostic) {
    try unsafe write(bytes.span.bytes)
  }

  /// Writes zeros up to a multiple of an alignment.
  public mutating func pad(to alignment: Int) throws(Diagnostic) {
    let rest = position % alignment
    if rest != 0 { try write([UInt8](repeating: 0, count: alignment - rest)) }
  }

  /// Writes a range by reading it block by block.
  public mutating func copyInBlocks(_ range: FileRange) throws(Diagnostic) {
    var checksum: CRC32?
    try copyInBlocks(range, &checksum)
  }

  public mutating func copy(
    _ range: FileRange, addingTo checksum: inout CRC32
  ) throws(Diagnostic) {
    var sum: CRC32? = checksum
    try copyInBlocks(range, &sum)
    checksum = sum ?? checksum
  }

  /// Writes a range by reading it block by block, and adds the blocks to a checksum, if there is one.
  mutating func copyInBlocks(
    _ range: FileRange, _ checksum: inout CRC32?
  ) throws(Diagnostic) {
    var done = 0
    var block = [UInt8](repeating: 0, count: min(blockByteCount, range.byteCount))
    while done < range.byteCount {
      let count = min(blockByteCount, range.byteCount - done)
      if block.count != count { block = [UInt8](repeating: 0, count: count) }
      try range.file.read(into: &block, at: range.byteOffset + done)
      checksum?.update(block)
      try write(block)
      done += count
    }
  }
}

/// The size of a block that is read and written at once: larger buffered writes measured slower.
package let blockByteCount = 256 << 10

/// A sink in memory, for structure and for tests.
public struct MemorySink: ByteSink {
  /// What was written.
  public private(set) var bytes: [UInt8] = []

  /// Makes an empty sink that takes so many bytes without growing.
  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// How many bytes were written so far.
  public var position: Int { bytes.count }

  /// Appends bytes.
  public mutating func write(_ span: RawSpan) throws(Diagnostic) {
    unsafe span.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }

  /// Appends the bytes of a file's range.
  public mutating func copy(_ range: FileRange) throws(Diagnostic) {
    try copyInBlocks(range)
  }
}
