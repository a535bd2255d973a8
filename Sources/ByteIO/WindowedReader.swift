public import Diagnostics

/// Reads small values of a file in order through one window, and steps over payloads unread.
///
/// A document with gigabytes of payload costs one window of memory and only the reads that its
/// structure needs.
public struct WindowedReader {
  /// The file that is read.
  public let file: SourceFile
  /// The next byte, from the start of the file.
  public private(set) var position: Int
  /// Where reading has to stop, from the start of the file.
  public let end: Int

  private var window: [UInt8] = []
  private var windowStart = 0
  private let windowByteCount: Int

  /// Makes a reader at the start of a range.
  public init(_ range: FileRange, windowByteCount: Int = 64 << 10) {
    file = range.file
    position = range.byteOffset
    end = range.byteOffset + range.byteCount
    self.windowByteCount = max(windowByteCount, 16)
  }

  /// Makes a reader at the start of a range that begins with the bytes that another has in memory.
  ///
  /// Structure inside of structure is then read once, however deep it is nested.
  public init(_ range: FileRange, sharing outer: WindowedReader) {
    self.init(range, windowByteCount: outer.windowByteCount)
    guard range.file === outer.file else { return }
    window = outer.window
    windowStart = outer.windowStart
  }

  /// How many bytes are left.
  public var remainingByteCount: Int { end - position }

  /// Reads a little-endian integer.
  ///
  /// - Throws: ``DiagnosticCode/fileTruncated`` at the end of the range.
  public mutating func readInteger<Value: FixedWidthInteger & BitwiseCopyable>(
    _ type: Value.Type = Value.self
  ) throws(Diagnostic) -> Value {
    let size = MemoryLayout<Value>.size
    try load(size)
    let value: Value = unsafe window.span.bytes.littleEndian(at: position - windowStart)
    position += size
    return value
  }

  /// Reads bytes into memory.
  ///
  /// - Throws: ``DiagnosticCode/fileTruncated`` at the end of the range,
  ///   ``DiagnosticCode/fileTooLarge`` over the limit.
  public mutating func readBytes(_ count: Int, limit: Int = 64 << 20) throws(Diagnostic) -> [UInt8]
  {
    try require(count)
    if count <= windowByteCount {
      try load(count)
      let start = position - windowStart
      position += count
      return Array(window[start..<start + count])
    }
    let bytes = try file.bytes(at: position, count: count, limit: limit)
    position += count
    return bytes
  }

  /// Reads up to a zero byte and steps over it.
  ///
  /// - Throws: ``DiagnosticCode/fileTruncated`` if the range ends first,
  ///   ``DiagnosticCode/fileTooLarge`` over the limit.
  public mutating func readZeroTerminated(limit: Int = 1 << 20) throws(Diagnostic) -> [UInt8] {
    var result: [UInt8] = []
    let start = position
    while true {
      try load(1)
      let from = position - windowStart
      let available = min(window.count, end - windowStart)
      if let zero = window[from..<available].firstIndex(of: 0) {
        result.append(contentsOf: window[from..<zero])
        position = windowStart + zero + 1
        return result
      }
      result.append(contentsOf: window[from..<available])
      position = windowStart + available
      guard result.count <= limit else {
        throw Diagnostic(
          .fileTooLarge, "a text without end: more than \(limit) bytes and no zero byte",
          at: Location(file: file.path, byteRange: start..<position))
      }
    }
  }

  /// Steps over bytes and returns where they are.
  ///
  /// - Throws: ``DiagnosticCode/fileTruncated`` at the end of the range.
  public mutating func skip(_ count: Int) throws(Diagnostic) -> FileRange {
    try require(count)
    defer { position += count }
    return FileRange(file: file, byteOffset: position, byteCount: count)
  }

  private func require(_ count: Int) throws(Diagnostic) {
    guard count >= 0, count <= end - position else {
      throw Diagnostic(
        .fileTruncated,
        "\(count) bytes are expected here, \(end - position) are left",
        at: Location(file: file.path, byteRange: position..<position))
    }
  }

  private mutating func load(_ count: Int) throws(Diagnostic) {
    try require(count)
    if position >= windowStart, position + count <= windowStart + window.count { return }
    let size = min(max(windowByteCount, count), end - position)
    if window.count != size { window = [UInt8](repeating: 0, count: size) }
    windowStart = position
    try file.read(into: &window, at: position)
  }
}
