import Diagnostics

extension ScriptTokenizer {
  /// Reads an integer, a floating-point or an imaginary number, without a sign.
  mutating func readNumber() throws(Diagnostic) -> ScriptToken.Kind {
    let start = position
    if byte(at: start) == UInt8(ascii: "0"), let letter = byte(at: start + 1),
      let radix = radix(letter)
    {
      position += 2
      while let byte = byte(at: position), byte.continuesScriptName { position += 1 }
      return try integer(start..<position, digits: start + 2..<position, radix: radix)
    }
    skipDigits()
    var isFloat = false
    if byte(at: position) == UInt8(ascii: ".") {
      isFloat = true
      position += 1
      skipDigits()
    }
    if let letter = byte(at: position), letter | 0x20 == UInt8(ascii: "e") {
      var exponent = position + 1
      if let sign = byte(at: exponent), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        exponent += 1
      }
      if let digit = byte(at: exponent), digit &- UInt8(ascii: "0") < 10 {
        isFloat = true
        position = exponent
        skipDigits()
      }
    }
    let end = position
    if let letter = byte(at: end), letter | 0x20 == UInt8(ascii: "j") {
      position += 1
      try refuseLetter(after: start)
      return .imaginary(try number(start..<end))
    }
    try refuseLetter(after: start)
    if isFloat { return .float(try number(start..<end)) }
    if end - start > 1, source.bytes[start] == UInt8(ascii: "0"),
      source.bytes[start..<end].contains(where: { $0 != UInt8(ascii: "0") })
    {
      throw malformed("an integer begins with a zero", at: start)
    }
    return try integer(start..<end, digits: start..<end, radix: 10)
  }

  private func radix(_ letter: UInt8) -> Int? {
    switch letter | 0x20 {
    case UInt8(ascii: "x"): 16
    case UInt8(ascii: "o"): 8
    case UInt8(ascii: "b"): 2
    default: nil
    }
  }

  private mutating func skipDigits() {
    while let byte = byte(at: position),
      byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
    {
      position += 1
    }
  }

  private func refuseLetter(after start: Int) throws(Diagnostic) {
    if let byte = byte(at: position), byte.continuesScriptName {
      throw malformed("a letter follows a number", at: start)
    }
  }

  /// The integer of some digits; underscores between them do not count.
  private mutating func integer(
    _ range: Range<Int>, digits: Range<Int>, radix: Int
  ) throws(Diagnostic) -> ScriptToken.Kind {
    var value = 0
    var isWide = false
    var isEmpty = true
    for byte in source.bytes[digits] where byte != UInt8(ascii: "_") {
      guard let digit = byte.hexadecimalDigit, digit < radix else {
        throw malformed("a number has a digit that its base does not have", at: range.lowerBound)
      }
      isEmpty = false
      let (shifted, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, tooFar) = shifted.addingReportingOverflow(digit)
      isWide = isWide || overflow || tooFar
      value = isWide ? 0 : sum
    }
    guard !isEmpty else { throw malformed("a number has no digits", at: range.lowerBound) }
    return isWide ? .wideInteger(symbols.symbol(source.bytes, range)) : .integer(value)
  }

  /// The nearest floating-point number, infinite beyond the largest as in Python.
  private func number(_ range: Range<Int>) throws(Diagnostic) -> Double {
    var text = String(decoding: source.bytes[range], as: UTF8.self)
    if text.utf8.contains(UInt8(ascii: "_")) { text.removeAll { $0 == "_" } }
    guard let value = Double(text) else {
      throw malformed("a number is expected, found '\(text)'", at: range.lowerBound)
    }
    return value
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit.
  var hexadecimalDigit: Int? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self &- UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(self &- UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(self &- UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
