extension [UInt8] {
  /// The text of a checked string between its quotes.
  func decodedString(_ range: Range<Int>, hasEscapes: Bool) -> String {
    guard hasEscapes else { return String(decoding: self[range], as: UTF8.self) }
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      guard self[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound else {
        result.append(self[index])
        index += 1
        continue
      }
      let escape = self[index + 1]
      guard escape == UInt8(ascii: "u") else {
        result.append(Self.escapedByte(escape))
        index += 2
        continue
      }
      let (scalar, byteCount) = escapedScalar(at: index)
      result.append(contentsOf: String(scalar).utf8)
      index += byteCount
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The UTF-16 code unit of an escape `\uXXXX`, if one stands at an index.
  func escapedCodeUnit(at index: Int) -> UInt32? {
    guard index <= count - 6, self[index] == UInt8(ascii: "\\"),
      self[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt32 = 0
    for digit in self[index + 2..<index + 6] {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(digit - 48)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt32(digit - 87)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt32(digit - 55)
      default: return nil
      }
    }
    return unit
  }

  /// The bytes of the UTF-8 sequence at an index, or nothing if it is none (Unicode 15, table 3-7).
  func utf8SequenceByteCount(at index: Int) -> Int? {
    let first = self[index]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return nil
    }
    guard index <= count - length, second ~= self[index + 1] else { return nil }
    for offset in 2..<Swift.max(length, 2) {
      guard 0x80...0xBF ~= self[index + offset] else { return nil }
    }
    return length
  }

  private func escapedScalar(at index: Int) -> (Unicode.Scalar, Int) {
    let unit = escapedCodeUnit(at: index) ?? 0xFFFD
    if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
    let low = escapedCodeUnit(at: index + 6) ?? 0xDC00
    // Both halves were checked when the string was scanned, so this lies in 0x10000...0x10FFFF.
    let value = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
    return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
  }

  private static func escapedByte(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }
}
