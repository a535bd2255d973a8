import Diagnostics

extension JSONTokenizer {
  /// Steps over a string and checks its text; the position is at its opening quote.
  mutating func scanString() throws(Diagnostic) {
    let bytes = self.bytes
    let start = position + 1
    var index = start
    var escapes = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte &- 0x23 < 0x39 || byte &- 0x5D < 0x23 {
        // Neither quote nor backslash nor control character, and ASCII.
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        range = start..<index
        hasEscapes = escapes
        position = index + 1
        return
      case UInt8(ascii: "\\"):
        escapes = true
        index = try escapeEnd(at: index)
      case 0x20..<0x80:
        index += 1
      case 0x80...:
        guard let length = bytes.utf8SequenceByteCount(at: index) else {
          throw invalidText("a string holds bytes that are not UTF-8", index..<index + 1)
        }
        index += length
      default:
        throw invalidText(
          "a string holds the control character 0x\(hexadecimal(byte)), which has to be escaped",
          index..<index + 1)
      }
    }
    throw malformed("a string that begins here does not end", at: position)
  }

  /// The end of the escape that begins at an index.
  private func escapeEnd(at index: Int) throws(Diagnostic) -> Int {
    guard index + 1 < bytes.count else {
      throw malformed("a string that begins here does not end", at: position)
    }
    switch bytes[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return index + 2
    case UInt8(ascii: "u"):
      guard let unit = bytes.escapedCodeUnit(at: index) else {
        throw invalidText("an escape '\\u' needs four hexadecimal digits", index..<index + 2)
      }
      switch unit {
      case 0xD800..<0xDC00:
        guard let second = bytes.escapedCodeUnit(at: index + 6), 0xDC00..<0xE000 ~= second else {
          throw invalidText("an escape is half of a surrogate pair", index..<index + 6)
        }
        return index + 12
      case 0xDC00..<0xE000:
        throw invalidText("an escape is half of a surrogate pair", index..<index + 6)
      default:
        return index + 6
      }
    default:
      throw invalidText("an escape is unknown to JSON", index..<index + 2)
    }
  }

  private func invalidText(_ message: String, _ range: Range<Int>) -> Diagnostic {
    Diagnostic(.jsonInvalidText, message, at: location(range))
  }
}
