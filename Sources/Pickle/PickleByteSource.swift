import ByteIO
import Diagnostics

/// A window that moves forward over a pickle.
struct PickleByteSource {
  /// The most bytes that are in memory at once.
  static let windowByteCount = 128 << 10

  let file: SourceFile
  /// Where reading has to stop, from the start of the file.
  let end: Int
  /// The bytes around the next one.
  private(set) var window: [UInt8] = []
  /// The next byte's position in the window.
  private(set) var cursor = 0
  private var windowStart: Int

  init(_ range: FileRange) {
    file = range.file
    windowStart = range.byteOffset
    end = range.byteOffset + range.byteCount
  }

  /// The next byte, from the start of the file.
  var position: Int { windowStart + cursor }

  /// How many bytes are left.
  var remainingByteCount: Int { end - position }

  /// The next bytes' positions in the window, once they are required.
  func next(_ count: Int) -> Range<Int> { cursor..<cursor + count }

  /// Sees to it that the next bytes are in the window; there are at most a window's.
  @inline(__always)
  mutating func require(_ count: Int) throws(Diagnostic) {
    if count > window.count - cursor { try load(count) }
  }

  /// Steps over bytes of the window.
  @inline(__always)
  mutating func advance(_ count: Int) { cursor += count }

  @inline(__always)
  mutating func byte() throws(Diagnostic) -> UInt8 {
    try require(1)
    defer { cursor += 1 }
    return window[cursor]
  }

  /// Reads a little-endian integer.
  @inline(__always)
  mutating func integer<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type
  ) throws(Diagnostic) -> Value {
    let size = MemoryLayout<Value>.size
    try require(size)
    defer { cursor += size }
    return unsafe window.span.bytes.littleEndian(type, at: cursor)
  }

  /// Steps over bytes, in the window or not.
  mutating func skip(_ count: Int) throws(Diagnostic) {
    guard count <= remainingByteCount else { throw truncated(count) }
    guard count > window.count - cursor else {
      cursor += count
      return
    }
    windowStart = position + count
    cursor = 0
    window.removeAll(keepingCapacity: true)
  }

  /// Reads up to the next line feed and steps over it.
  mutating func line(limit: Int) throws(Diagnostic) -> [UInt8] {
    var result: [UInt8] = []
    while true {
      try require(1)
      let rest = window[cursor...]
      if let feed = rest.firstIndex(of: 0x0A) {
        result.append(contentsOf: window[cursor..<feed])
        cursor = feed + 1
        return result
      }
      result.append(contentsOf: rest)
      cursor = window.count
      guard result.count <= limit else {
        throw Diagnostic(
          .pickleOverLimit, "a line without end: more than \(limit) bytes and no line feed",
          at: Location(file: file.path, byteRange: position..<position))
      }
    }
  }

  @inline(never)
  private mutating func load(_ count: Int) throws(Diagnostic) {
    guard count <= remainingByteCount else { throw truncated(count) }
    let size = min(max(Self.windowByteCount, count), remainingByteCount)
    windowStart = position
    cursor = 0
    if window.count > size {
      window.removeLast(window.count - size)
    } else if window.count < size {
      window.append(contentsOf: repeatElement(0, count: size - window.count))
    }
    try file.read(into: &window, at: windowStart)
  }

  private func truncated(_ count: Int) -> Diagnostic {
    Diagnostic(
      .fileTruncated,
      "the pickle needs \(count) bytes here and has \(remainingByteCount) left",
      at: Location(file: file.path, byteRange: position..<position))
  }
}
