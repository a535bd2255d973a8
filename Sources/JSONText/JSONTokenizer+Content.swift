import ByteIO
public import Diagnostics

extension JSONTokenizer {
  /// The text of the last name or string.
  public var text: String { bytes.decodedString(range, hasEscapes: hasEscapes) }

  /// Whether the last name or string is a text, given as its UTF-8 bytes.
  public func textEquals(_ other: [UInt8]) -> Bool {
    hasEscapes
      ? text.utf8.elementsEqual(other)
      : range.count == other.count && bytes.hasSameBytes(range, as: other, 0..<other.count)
  }

  /// The last number as an integer, if it is written as one and small enough.
  public var integer: Int? { bytes.integer(range) }

  /// The last number as the nearest floating-point number.
  public var number: Double { bytes.number(range) }

  /// Where bytes of the text are in the file.
  public func location(_ range: Range<Int>) -> Location {
    Location(file: file, byteRange: fileOffset + range.lowerBound..<fileOffset + range.upperBound)
  }

  /// Where the last token is in the file.
  public var location: Location { location(range) }

  func malformed(_ message: String, at index: Int? = nil) -> Diagnostic {
    let index = index ?? position
    return Diagnostic(.jsonMalformed, message, at: location(index..<index))
  }

  /// What stands at the position, for messages.
  var foundText: String {
    guard let byte = current else { return "the end of the text" }
    if position == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return "a byte-order mark" }
    return 0x21..<0x7F ~= byte
      ? "'\(Character(Unicode.Scalar(byte)))'" : "the byte 0x\(hexadecimal(byte))"
  }
}

/// Two hexadecimal digits.
func hexadecimal(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16)
}
