public import Diagnostics

/// Reads a JSON text token by token and checks it against the grammar of RFC 8259.
///
/// Nesting is kept on a stack of its own, so that no text can exhaust the thread's. Names may occur
/// twice in an object here: whoever keeps the names compares them.
public struct JSONTokenizer {
  /// What may stand at the position.
  enum Expectation {
    case value, firstItem, firstName, afterValue
  }

  /// The text.
  public let bytes: [UInt8]
  /// The options.
  public let options: JSONOptions
  /// The file for diagnostics.
  let file: String?
  /// Where the text begins in its file.
  let fileOffset: Int
  var position = 0
  var expectation = Expectation.value
  /// The containers that are open: whether each is an object.
  var openObjects: [Bool] = []
  /// Where the last token begins and ends in the text; of strings, what is between the quotes.
  public internal(set) var range = 0..<0
  /// Whether the last string or name has escapes.
  public internal(set) var hasEscapes = false

  /// Starts at the beginning of a text.
  ///
  /// - Parameter fileOffset: where the text begins in its file, for diagnostics.
  /// - Throws: ``DiagnosticCode/jsonOverLimit`` if the text is too long.
  public init(
    _ bytes: [UInt8], options: JSONOptions = JSONOptions(), file: String? = nil,
    fileOffset: Int = 0
  ) throws(Diagnostic) {
    self.bytes = bytes
    self.options = options
    self.file = file
    self.fileOffset = fileOffset
    guard bytes.count <= options.byteCountLimit, bytes.count < Int(UInt32.max) else {
      throw Diagnostic(
        .jsonOverLimit,
        "a JSON text of \(bytes.count) bytes is over the limit of \(options.byteCountLimit)",
        at: Location(file: file))
    }
  }

  /// How many objects and arrays are open.
  public var depth: Int { openObjects.count }

  /// Reads the next token.
  ///
  /// - Throws: ``DiagnosticCode/jsonMalformed``, ``DiagnosticCode/jsonInvalidText`` for what the
  ///   grammar forbids, ``DiagnosticCode/jsonOverLimit`` for too deep a nesting.
  public mutating func next() throws(Diagnostic) -> JSONToken {
    skipWhiteSpace()
    switch expectation {
    case .value:
      return try readValue()
    case .firstItem:
      if current == UInt8(ascii: "]") { return close(.arrayEnd) }
      return try readValue()
    case .firstName:
      if current == UInt8(ascii: "}") { return close(.objectEnd) }
      return try readName()
    case .afterValue:
      guard let isObject = openObjects.last else {
        guard position == bytes.count else {
          throw malformed(
            "the document ends before byte \(fileOffset + position), more text follows")
        }
        range = position..<position
        return .end
      }
      switch current {
      case UInt8(ascii: ","):
        position += 1
        skipWhiteSpace()
        return isObject ? try readName() : try readValue()
      case UInt8(ascii: "}") where isObject: return close(.objectEnd)
      case UInt8(ascii: "]") where !isObject: return close(.arrayEnd)
      default:
        throw malformed(
          "',' or '\(isObject ? "}" : "]")' is expected after a value, found \(foundText)")
      }
    }
  }

  /// Steps over the value of which the given token is the first.
  ///
  /// - Throws: what reading it raises.
  public mutating func skipValue(from token: JSONToken) throws(Diagnostic) {
    guard token == .objectStart || token == .arrayStart else { return }
    let outer = depth - 1
    while depth > outer { _ = try next() }
  }

  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipWhiteSpace() {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else {
        return
      }
      position += 1
    }
  }

  private mutating func readName() throws(Diagnostic) -> JSONToken {
    guard current == UInt8(ascii: "\"") else {
      throw malformed("a name in quotes is expected in an object, found \(foundText)")
    }
    try scanString()
    skipWhiteSpace()
    guard current == UInt8(ascii: ":") else {
      throw malformed("':' is expected after a name, found \(foundText)")
    }
    position += 1
    expectation = .value
    return .name
  }

  private mutating func readValue() throws(Diagnostic) -> JSONToken {
    guard let byte = current else {
      throw malformed("the text ends where a value is expected")
    }
    switch byte {
    case UInt8(ascii: "\""):
      try scanString()
      expectation = .afterValue
      return .string
    case UInt8(ascii: "{"): return try open(isObject: true)
    case UInt8(ascii: "["): return try open(isObject: false)
    case UInt8(ascii: "t"): return try readWord("true", .boolean(true))
    case UInt8(ascii: "f"): return try readWord("false", .boolean(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    case UInt8(ascii: "N") where options.acceptsNonFiniteNumbers:
      return try readWord("NaN", .number)
    case UInt8(ascii: "I") where options.acceptsNonFiniteNumbers:
      return try readWord("Infinity", .number)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      if options.acceptsNonFiniteNumbers, byte == UInt8(ascii: "-"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "I")
      {
        return try readWord("-Infinity", .number)
      }
      try scanNumber()
      expectation = .afterValue
      return .number
    default:
      throw malformed("a value is expected, found \(foundText)")
    }
  }

  private mutating func open(isObject: Bool) throws(Diagnostic) -> JSONToken {
    guard openObjects.count < options.depthLimit else {
      throw Diagnostic(
        .jsonOverLimit, "objects and arrays are nested more than \(options.depthLimit) deep",
        at: location(position..<position + 1))
    }
    openObjects.append(isObject)
    range = position..<position + 1
    position += 1
    expectation = isObject ? .firstName : .firstItem
    return isObject ? .objectStart : .arrayStart
  }

  private mutating func close(_ token: JSONToken) -> JSONToken {
    openObjects.removeLast()
    range = position..<position + 1
    position += 1
    expectation = .afterValue
    return token
  }

  private mutating func readWord(_ word: String, _ token: JSONToken) throws(Diagnostic) -> JSONToken
  {
    let end = position + word.utf8.count
    guard end <= bytes.count, bytes[position..<end].elementsEqual(word.utf8) else {
      throw malformed("a value is expected, found \(foundText)")
    }
    range = position..<end
    position = end
    expectation = .afterValue
    return token
  }
}
