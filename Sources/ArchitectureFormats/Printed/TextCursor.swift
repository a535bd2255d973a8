import Diagnostics

/// A place in a text that is read by characters.
struct TextCursor {
  private let bytes: [UInt8]
  private(set) var position = 0
  private let file: String?
  /// Where lines end.
  private let lineEnds: [Int]

  init(_ text: String, file: String?) {
    let bytes = Array(text.utf8)
    self.bytes = bytes
    self.file = file
    lineEnds = bytes.indices.filter { bytes[$0] == 0x0A }
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The next byte, or one further on; nothing behind the end.
  func peek(_ distance: Int = 0) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }

  mutating func advance(_ count: Int = 1) { position = min(position + count, bytes.count) }

  mutating func move(to position: Int) { self.position = min(position, bytes.count) }

  /// Steps over a text, if it stands here.
  mutating func skip(_ text: String) -> Bool {
    guard starts(with: text) else { return false }
    advance(text.utf8.count)
    return true
  }

  func starts(with text: String) -> Bool {
    let wanted = text.utf8
    return bytes.count - position >= wanted.count
      && bytes[position..<position + wanted.count].elementsEqual(wanted)
  }

  mutating func skipSpaces() {
    while let byte = peek(), byte == 0x20 || byte == 0x09 { advance() }
  }

  mutating func skipWhitespace() {
    while let byte = peek(), byte == 0x20 || (0x09...0x0D).contains(byte) { advance() }
  }

  /// Bytes for as long as a condition holds, as text.
  mutating func read(while condition: (UInt8) -> Bool) -> String {
    let start = position
    while let byte = peek(), condition(byte) { advance() }
    return text(start..<position)
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The line of a position, counted from 1.
  func line(at position: Int) -> Int {
    var (low, high) = (0, lineEnds.count)
    while low < high {
      let middle = low + (high - low) / 2
      if lineEnds[middle] < position { low = middle + 1 } else { high = middle }
    }
    return low + 1
  }

  /// An error at the current place.
  func failure(_ message: String) -> Diagnostic {
    Diagnostic(
      .printedModelUnreadable, "line \(line(at: position)): \(message)",
      at: Location(file: file, byteRange: position..<position))
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), 0x80...0xFF:
      true
    default: false
    }
  }
}
