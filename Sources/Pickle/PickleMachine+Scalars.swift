import Diagnostics

extension PickleMachine {
  mutating func readText(_ count: Int) throws(Diagnostic) {
    try push(.text(PickleTextID(index: try readTextPayload(count))))
  }

  mutating func readByteString(_ count: Int) throws(Diagnostic) {
    let payload = try readPayload(count, inMemoryUpTo: limits.shortTextByteCount)
    try push(.byteString(PickleBytesID(index: payload)))
  }

  mutating func readBytes(_ count: Int) throws(Diagnostic) {
    let payload = try readPayload(count, inMemoryUpTo: limits.shortBytesByteCount)
    try push(.bytes(PickleBytesID(index: payload)))
  }

  mutating func readByteArray(_ count: Int) throws(Diagnostic) {
    let payload = try readPayload(count, inMemoryUpTo: limits.shortBytesByteCount)
    try push(.byteArray(PickleBytesID(index: payload)))
  }

  /// LONG1 and LONG4: a little-endian two's complement.
  mutating func readLong(_ count: Int) throws(Diagnostic) {
    guard count <= 8 else {
      guard count <= 4096 else {
        try push(
          .longInteger(PickleLongIntegerID(index: try readPayload(count, inMemoryUpTo: 0))))
        return
      }
      try source.require(count)
      let bytes = Array(source.window[source.next(count)])
      source.advance(count)
      try pushInteger(twosComplement: bytes)
      return
    }
    try source.require(count)
    var value = 0
    for index in source.next(count).reversed() {
      value = value << 8 | Int(source.window[index])
    }
    source.advance(count)
    let unused = 64 - 8 * count
    try push(.integer(count == 0 ? 0 : (value << unused) >> unused))
  }

  mutating func readIntegerText() throws(Diagnostic) {
    let line = try source.line(limit: limits.lineByteCount)
    switch line {
    case [0x30, 0x30]: try push(.boolean(false))
    case [0x30, 0x31]: try push(.boolean(true))
    default: try pushInteger(decimal: line[...])
    }
  }

  mutating func readLongText() throws(Diagnostic) {
    var line = try source.line(limit: limits.lineByteCount)[...]
    if line.last == UInt8(ascii: "L") { line.removeLast() }
    try pushInteger(decimal: line)
  }

  mutating func readFloatText() throws(Diagnostic) {
    let line = try source.line(limit: limits.shortTextByteCount)
    guard let value = PickleTextLiteral.number(line) else {
      throw malformed("expects a number, found another text")
    }
    try push(.number(value))
  }

  mutating func readUnicodeText() throws(Diagnostic) {
    let line = try source.line(limit: limits.lineByteCount)
    guard let text = PickleTextLiteral.rawUnicodeEscape(line) else {
      throw malformed("expects escapes of four or eight hexadecimal digits")
    }
    try push(.text(PickleTextID(index: try newTextPayload(text))))
  }

  mutating func readStringText() throws(Diagnostic) {
    let line = try source.line(limit: limits.lineByteCount)
    guard let bytes = PickleTextLiteral.quoted(line) else {
      throw malformed("expects a text in quotes")
    }
    try push(.byteString(PickleBytesID(index: try newPayload(bytes))))
  }

  /// The line of PUT and GET.
  mutating func readIndexText() throws(Diagnostic) -> Int {
    let line = try source.line(limit: 64)
    guard let text = String(validating: line, as: UTF8.self), let index = Int(text), index >= 0
    else { throw malformed("expects an entry of the memo, found another text") }
    return index
  }

  private mutating func pushInteger(decimal text: ArraySlice<UInt8>) throws(Diagnostic) {
    guard text.count <= PickleTextLiteral.digitLimit else {
      throw malformed(
        "expects at most \(PickleTextLiteral.digitLimit) digits, as Python does")
    }
    guard let bytes = PickleTextLiteral.twosComplement(decimal: text) else {
      throw malformed("expects decimal digits, found another text")
    }
    try pushInteger(twosComplement: bytes)
  }

  /// Pushes an integer in its shortest form.
  private mutating func pushInteger(twosComplement bytes: [UInt8]) throws(Diagnostic) {
    var bytes = bytes
    while bytes.count > 1, let last = bytes.last,
      last == (bytes[bytes.count - 2] >= 0x80 ? 0xFF : 0x00)
    {
      bytes.removeLast()
    }
    guard bytes.count <= 8 else {
      try push(.longInteger(PickleLongIntegerID(index: try newPayload(bytes))))
      return
    }
    var value = bytes.last.map { $0 >= 0x80 ? -1 : 0 } ?? 0
    for byte in bytes.reversed() { value = value << 8 | Int(byte) }
    try push(.integer(value))
  }
}
