/// The spellings of the instructions that are text, as protocol 0 has them.
enum PickleTextLiteral {
  /// The most digits that Python converts.
  static let digitLimit = 4300

  /// A number as Python's `repr` writes it.
  static func number(_ line: [UInt8]) -> Double? {
    guard let text = String(validating: line, as: UTF8.self) else { return nil }
    switch text {
    case "nan", "-nan": return .nan
    case "inf", "+inf", "infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default:
      // Swift also reads hexadecimal, which Python does not.
      let isDecimal = text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0)
      }
      return isDecimal ? Double(text) : nil
    }
  }

  /// A text between quotes with escapes, as Python 2's `repr` writes it.
  static func quoted(_ line: [UInt8]) -> [UInt8]? {
    var line = line[...]
    while let last = line.last, [0x20, 0x09, 0x0D].contains(last) { line.removeLast() }
    guard line.count >= 2, let quote = line.first, quote == line.last,
      quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    else { return nil }
    return unescaped(line.dropFirst().dropLast())
  }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      guard let escape = rest.popFirst() else { return nil }
      switch escape {
      case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): result.append(escape)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "a"): result.append(0x07)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "v"): result.append(0x0B)
      case UInt8(ascii: "x"):
        guard let value = hexadecimal(rest.prefix(2), count: 2) else { return nil }
        rest = rest.dropFirst(2)
        result.append(UInt8(truncatingIfNeeded: value))
      case 0x30...0x37:
        var value = Int(escape - 0x30)
        for _ in 0..<2 {
          guard let digit = rest.first, (0x30...0x37).contains(digit) else { break }
          value = value * 8 + Int(digit - 0x30)
          rest = rest.dropFirst()
        }
        result.append(UInt8(truncatingIfNeeded: value))
      default:
        result.append(UInt8(ascii: "\\"))
        result.append(escape)
      }
    }
    return result
  }

  /// Latin-1 in which `\u` and `\U` stand for other characters, as UTF-8.
  static func rawUnicodeEscape(_ line: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(line.count)
    var rest = line[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
        appendCharacter(UInt32(byte), to: &result)
        continue
      }
      let count: Int
      switch escape {
      case UInt8(ascii: "u"): count = 4
      case UInt8(ascii: "U"): count = 8
      default:
        result.append(byte)
        appendCharacter(UInt32(escape), to: &result)
        continue
      }
      guard let value = hexadecimal(rest.prefix(count), count: count), value <= 0x10FFFF else {
        return nil
      }
      rest = rest.dropFirst(count)
      appendCharacter(value, to: &result)
    }
    return result
  }

  /// Appends a character in UTF-8; a lone surrogate as if it were a character.
  private static func appendCharacter(_ value: UInt32, to bytes: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (value >> shift) & 0x3F) }
    switch value {
    case ..<0x80: bytes.append(UInt8(value))
    case ..<0x800: bytes += [UInt8(0xC0 | value >> 6), tail(0)]
    case ..<0x10000: bytes += [UInt8(0xE0 | value >> 12), tail(6), tail(0)]
    default: bytes += [UInt8(0xF0 | value >> 18), tail(12), tail(6), tail(0)]
    }
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>, count: Int) -> UInt32? {
    guard digits.count == count else { return nil }
    var value: UInt32 = 0
    for digit in digits {
      guard let digitValue = Character(UnicodeScalar(digit)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digitValue)
    }
    return value
  }

  /// The little-endian two's complement of decimal digits with an optional sign.
  static func twosComplement(decimal text: ArraySlice<UInt8>) -> [UInt8]? {
    var digits = text
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    guard !digits.isEmpty else { return nil }
    var words: [UInt32] = []
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      var carry = UInt64(digit - 0x30)
      for index in words.indices {
        let product = UInt64(words[index]) * 10 + carry
        words[index] = UInt32(truncatingIfNeeded: product)
        carry = product >> 32
      }
      if carry > 0 { words.append(UInt32(truncatingIfNeeded: carry)) }
    }
    words.append(0)
    var bytes: [UInt8] = []
    var carry: UInt64 = 1
    for word in words {
      // The negative is the complement and one.
      let sum = isNegative ? UInt64(~word) + carry : UInt64(word)
      carry = sum >> 32
      for shift in stride(from: UInt64(0), to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: sum >> shift))
      }
    }
    return bytes
  }
}
