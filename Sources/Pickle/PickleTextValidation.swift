import ByteIO

/// Checks UTF-8 piece by piece; surrogates may stand alone, as Python writes them.
struct PickleTextValidation {
  /// Whether everything so far is right.
  private(set) var isValid = true
  /// Whether a surrogate stood alone.
  private(set) var hasSurrogates = false

  /// How many bytes of a character are still to come.
  private var pending = 0
  /// What the next of them may be.
  private var least: UInt8 = 0x80
  private var most: UInt8 = 0xBF
  private var followsED = false

  /// Whether the text may end here.
  var isComplete: Bool { isValid && pending == 0 }

  /// Checks some bytes of an array.
  mutating func consume(_ bytes: [UInt8], _ range: Range<Int>) {
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      if pending == 0 {
        while end - index >= 8,
          unsafe bytes.span.bytes.littleEndian(UInt64.self, at: index) & 0x8080_8080_8080_8080 == 0
        {
          index += 8
        }
        while index < end, bytes[index] < 0x80 { index += 1 }
        guard index < end else { return }
      }
      step(bytes[index])
      index += 1
    }
  }

  private mutating func step(_ byte: UInt8) {
    guard pending == 0 else {
      if byte < least || byte > most { isValid = false }
      if followsED, byte >= 0xA0 { hasSurrogates = true }
      followsED = false
      (least, most) = (0x80, 0xBF)
      pending -= 1
      return
    }
    switch byte {
    case 0xC2...0xDF: pending = 1
    case 0xE0: begin(2, from: 0xA0)
    case 0xED:
      pending = 2
      followsED = true
    case 0xE1...0xEF: pending = 2
    case 0xF0: begin(3, from: 0x90)
    case 0xF1...0xF3: pending = 3
    case 0xF4: begin(3, to: 0x8F)
    default: isValid = false
    }
  }

  private mutating func begin(_ count: Int, from first: UInt8 = 0x80, to last: UInt8 = 0xBF) {
    (pending, least, most) = (count, first, last)
  }
}
