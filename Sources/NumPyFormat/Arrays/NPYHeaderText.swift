/// Reads the dictionary of a header, which is written in Python's notation: texts, truth values and one
/// tuple of integers.
struct NPYHeaderText {
  /// The header, or nothing for any other text.
  private(set) var header: NPYHeader?

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    header = readHeader()
  }

  private mutating func readHeader() -> NPYHeader? {
    var description: String?
    var isColumnMajor: Bool?
    var shape: [Int]?
    guard take("{") else { return nil }
    while !take("}") {
      guard let name = readText(), take(":") else { return nil }
      switch name {
      case "descr" where description == nil:
        // Records have a list here, whose elements no tensor has.
        guard let text = peek == UInt8(ascii: "[") ? "V" : readText() else { return nil }
        description = text
        if text == "V" { return NPYHeader(description: "V", isColumnMajor: false, shape: []) }
      case "fortran_order" where isColumnMajor == nil:
        guard let value = readTruth() else { return nil }
        isColumnMajor = value
      case "shape" where shape == nil:
        guard let sizes = readSizes() else { return nil }
        shape = sizes
      default: return nil
      }
      guard take(",") || peek == UInt8(ascii: "}") else { return nil }
    }
    guard peek == nil, let description, let isColumnMajor, let shape else { return nil }
    return NPYHeader(description: description, isColumnMajor: isColumnMajor, shape: shape)
  }

  /// The next byte that is no white space.
  private var peek: UInt8? {
    bytes[position...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func readText() -> String? {
    skipSpace()
    guard position < bytes.count else { return nil }
    let quote = bytes[position]
    guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
    let start = position + 1
    guard let end = bytes[start...].firstIndex(of: quote),
      !bytes[start..<end].contains(UInt8(ascii: "\\"))
    else { return nil }
    position = end + 1
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func readTruth() -> Bool? {
    skipSpace()
    for (word, value) in [("True", true), ("False", false)]
    where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    return nil
  }

  private mutating func readSizes() -> [Int]? {
    var sizes: [Int] = []
    guard take("(") else { return nil }
    while !take(")") {
      guard let size = readInteger(), sizes.count < NPYHeader.axisLimit else { return nil }
      sizes.append(size)
      guard take(",") || peek == UInt8(ascii: ")") else { return nil }
    }
    return sizes
  }

  private mutating func readInteger() -> Int? {
    skipSpace()
    let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty, digits.count < 20 else { return nil }
    position = digits.endIndex
    // Python 2 wrote long integers with an L.
    if position < bytes.count, bytes[position] == UInt8(ascii: "L") { position += 1 }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
