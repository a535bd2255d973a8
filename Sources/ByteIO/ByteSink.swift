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
    try range.readBlocks { (block) throws(Diagnostic) in try write(block) }
  }

  public mutating func copy(
    _ range: FileRange, addingTo checksum: inout CRC32
  ) throws(Diagnostic) {
    try copyInBlocks(range, addingTo: &checksum)
  }

  /// Writes a range by reading it block by block, and adds the blocks to a checksum.
  mutating func copyInBlocks(
    _ range: FileRange, addingTo checksum: inout CRC32
  ) throws(Diagnostic) {
    try range.readBlocks { (block) throws(Diagnostic) in
      checksum.update(block)
      try write(block)
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
