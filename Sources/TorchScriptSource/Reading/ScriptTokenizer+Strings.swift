import Diagnostics

extension ScriptTokenizer {
  /// Reads a string whose prefix is already read: `r"…"`, `b"…"`, `u"…"`.
  mutating func readPrefixedString(_ prefix: Range<Int>) throws(Diagnostic) -> ScriptToken.Kind {
    var isRaw = false
    for letter in source.bytes[prefix] {
      switch letter | 0x20 {
      case UInt8(ascii: "r"): isRaw = true
      case UInt8(ascii: "b"), UInt8(ascii: "u"): break
      case UInt8(ascii: "f"), UInt8(ascii: "t"):
        throw Diagnostic(
          .torchScriptUnsupportedSyntax,
          "strings that hold expressions are not part of TorchScript",
          at: source.location(prefix.lowerBound))
      default: throw malformed("a string has an unknown prefix", at: prefix.lowerBound)
      }
    }
    return try readString(isRaw: isRaw)
  }

  /// Reads a string from its quote on.
  ///
  /// PyTorch writes bytes that do not print as octal escapes and reads these as bytes of UTF-8
  /// (torch/csrc/jit/frontend/parse_string_literal.h). So a string is bytes here, unlike in Python:
  /// octal and hexadecimal escapes are single bytes, and `\u` stands for its character's bytes.
  mutating func readString(isRaw: Bool) throws(Diagnostic) -> ScriptToken.Kind {
    let start = position
    let quote = source.bytes[start]
    let isTriple = byte(at: start + 1) == quote && byte(at: start + 2) == quote
    position += isTriple ? 3 : 1
    let contentStart = position
    var decoded: [UInt8] = []
    /// Where what is not yet in `decoded` begins.
    var pending = position
    while let byte = byte(at: position) {
      switch byte {
      case quote:
        let end = position
        if isTriple {
          guard self.byte(at: end + 1) == quote, self.byte(at: end + 2) == quote else {
            position += 1
            continue
          }
        }
        position += isTriple ? 3 : 1
        if pending == contentStart, decoded.isEmpty {
          return .string(symbols.symbol(source.bytes, contentStart..<end))
        }
        decoded.append(contentsOf: source.bytes[pending..<end])
        return .string(symbols.symbol(decoded, 0..<decoded.count))
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        guard isTriple else { throw malformed("a string does not end on its line", at: start) }
        position += 1
      case UInt8(ascii: "\\") where isRaw:
        // The quote behind a backslash does not end a raw string, and both are part of it.
        position = lineEnd(at: position + 1) ?? position + 2
      case UInt8(ascii: "\\"):
        decoded.append(contentsOf: source.bytes[pending..<position])
        try readEscape(into: &decoded)
        pending = position
      default: position += 1
      }
    }
    throw malformed("the text ends within a string", at: start)
  }

  private mutating func readEscape(into decoded: inout [UInt8]) throws(Diagnostic) {
    let start = position
    if let end = lineEnd(at: start + 1) {
      position = end
      return
    }
    guard let letter = byte(at: start + 1) else {
      throw malformed("the text ends within an escape", at: start)
    }
    position += 2
    switch letter {
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): decoded.append(letter)
    case UInt8(ascii: "a"): decoded.append(0x07)
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "v"): decoded.append(0x0B)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      position -= 1
      var value = 0
      var count = 0
      while count < 3, let digit = byte(at: position)?.hexadecimalDigit, digit < 8 {
        value = value * 8 + digit
        position += 1
        count += 1
      }
      guard let byte = UInt8(exactly: value) else {
        throw malformed("an octal escape is no byte", at: start)
      }
      decoded.append(byte)
    case UInt8(ascii: "x"): decoded.append(UInt8(truncatingIfNeeded: try hexadecimal(2, start)))
    case UInt8(ascii: "u"): try append(hexadecimal(4, start), to: &decoded, start)
    case UInt8(ascii: "U"): try append(hexadecimal(8, start), to: &decoded, start)
    case UInt8(ascii: "N"):
      throw Diagnostic(
        .torchScriptUnsupportedSyntax, "characters by name are not part of TorchScript",
        at: source.location(start))
    default:
      // As in Python, an unknown escape stands for itself.
      decoded.append(UInt8(ascii: "\\"))
      position = start + 1
    }
  }

  private mutating func hexadecimal(_ count: Int, _ start: Int) throws(Diagnostic) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = byte(at: position)?.hexadecimalDigit else {
        throw malformed("\(count) hexadecimal digits are expected in an escape", at: start)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private func append(
    _ value: UInt32, to decoded: inout [UInt8], _ start: Int
  ) throws(Diagnostic) {
    guard let scalar = Unicode.Scalar(value) else {
      throw malformed("an escape is no character", at: start)
    }
    decoded.append(contentsOf: Array(String(scalar).utf8))
  }
}
