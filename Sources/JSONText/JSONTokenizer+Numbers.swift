import Diagnostics

extension JSONTokenizer {
  /// Steps over a number: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
  mutating func scanNumber() throws(Diagnostic) {
    let start = position
    var index = start
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    let digits = index
    index = digitsEnd(from: index)
    guard index > digits else { throw malformed("a number has no digits", at: start) }
    guard bytes[digits] != UInt8(ascii: "0") || index == digits + 1 else {
      throw malformed("a number begins with a zero and goes on", at: start)
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      let end = digitsEnd(from: index + 1)
      guard end > index + 1 else { throw malformed("a number has no digit after '.'", at: start) }
      index = end
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      var exponent = index + 1
      if exponent < bytes.count,
        bytes[exponent] == UInt8(ascii: "+") || bytes[exponent] == UInt8(ascii: "-")
      {
        exponent += 1
      }
      let end = digitsEnd(from: exponent)
      guard end > exponent else { throw malformed("a number has no exponent after 'e'", at: start) }
      index = end
    }
    range = start..<index
    position = index
  }

  private func digitsEnd(from index: Int) -> Int {
    var index = index
    while index < bytes.count, bytes[index] &- 48 <= 9 { index += 1 }
    return index
  }
}

extension [UInt8] {
  /// The integer that a scanned number is: no fraction, no exponent, and small enough.
  func integer(_ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    let isNegative = index < range.upperBound && self[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    // 20 digits do not fit; a text of a million digits ends here.
    guard index < range.upperBound, range.upperBound - index <= 19 else { return nil }
    var value = 0
    while index < range.upperBound {
      let digit = self[index]
      guard 48...57 ~= digit else { return nil }
      let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
      let (next, tooFar) = shifted.subtractingReportingOverflow(Int(digit - 48))
      guard !overflow, !tooFar else { return nil }
      value = next
      index += 1
    }
    // Counted downwards, as the least integer has no positive counterpart.
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// The nearest floating-point number, infinite beyond the largest.
  func number(_ range: Range<Int>) -> Double {
    switch String(decoding: self[range], as: UTF8.self) {
    case "NaN": .nan
    case "Infinity": .infinity
    case "-Infinity": -.infinity
    case let text: Double(text) ?? .nan
    }
  }
}
