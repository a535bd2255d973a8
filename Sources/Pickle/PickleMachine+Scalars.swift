import ByteIO
import Diagnostics

extension PickleMachine {
  @inline(__always)
  mutating func pushInteger(_ value: Int) throws(Diagnostic) {
    if let word = PickleWord(small: value) {
      try push(word)
    } else {
      try pushWide(.wideInteger, UInt64(UInt(bitPattern: value)))
    }
  }

  /// Pushes a number that does not fit into a word.
  @inline(never)
  mutating func pushWide(_ kind: PickleWord.Kind, _ bits: UInt64) throws(Diagnostic) {
    try checkRoom(arena.wideNumbers.count)
    arena.wideNumbers.append(bits)
    try push(PickleWord(kind, Int32(arena.wideNumbers.count - 1)))
  }

  mutating func readText(_ count: Int) throws(Diagnostic) {
    try push(PickleWord(.text, try readTextPayload(count)))
  }

  mutating func readByteString(_ count: Int) throws(Diagnostic) {
    let payload = try readPayload(count, inMemoryUpTo: limits.shortTextByteCount)
    try push(PickleWord(.byteString, payload))
  }

  mutating func readBytes(_ count: Int) throws(Diagnostic) {
    let payload = try readPayload(count, inMemoryUpTo: limits.shortBytesByteCount)
    try push(PickleWord(.bytes, payload))
  }

  mutating func readByteArray(_ count: Int) throws(Diagnostic) {
    let payload = try readPayload(count, inMemoryUpTo: limits.shortBytesByteCount)
    try push(PickleWord(.byteArray, payload))
  }

  /// LONG1 and LONG4: a little-endian two's complement.
  mutating func readLong(_ count: Int) throws(Diagnostic) {
    guard count <= 8 else {
      guard count <= 4096 else {
        try push(PickleWord(.longInteger, try readPayload(count, inMemoryUpTo: 0)))
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
    try pushInteger(count == 0 ? 0 : (value << unused) >> unused)
  }

  mutating func readIntegerText() throws(Diagnostic) {
    let line = try source.line(limit: limits.lineByteCount)
    switch line {
    case [0x30, 0x30]: try push(PickleWord(.boolean, 0))
    case [0x30, 0x31]: try push(PickleWord(.boolean, 1))
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
    try pushWide(.number, value.bitPattern)
  }

  mutating func readUnicodeText() throws(Diagnostic) {
    let line = try source.line(limit: limits.lineByteCount)
    guard let text = PickleTextLiteral.rawUnicodeEscape(line) else {
      throw malformed("expects escapes of four or eight hexadecimal digits")
    }
    try push(PickleWord(.text, try newTextPayload(text)))
  }

  mutating func readStringText() throws(Diagnostic) {
    let line = try source.line(limit: limits.lineByteCount)
    guard let bytes = PickleTextLiteral.quoted(line) else {
      throw malformed("expects a text in quotes")
    }
    try push(PickleWord(.byteString, try newPayload(bytes)))
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
      try push(PickleWord(.longInteger, try newPayload(bytes)))
      return
    }
    var value = bytes.last.map { $0 >= 0x80 ? -1 : 0 } ?? 0
    for byte in bytes.reversed() { value = value << 8 | Int(byte) }
    try pushInteger(value)
  }
}
