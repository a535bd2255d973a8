import Diagnostics

/// Reads a code file token by token, with Python's rules for lines and indentation.
struct ScriptTokenizer {
  let source: ScriptSourceText
  var symbols = ScriptSymbolTable(empty: ())
  var position = 0
  /// How many brackets are open: lines end only outside of them.
  private var bracketDepth = 0
  private var isAtLineStart = true
  /// Whether a line has begun that no newline ended yet.
  private var isInLine = false
  /// The columns of the open blocks; the first is that of the file.
  private var indentations = [0]
  private var pendingDedentCount = 0
  private let depthLimit: Int

  init(_ source: ScriptSourceText, depthLimit: Int) {
    self.source = source
    self.depthLimit = depthLimit
  }

  /// Reads the next token.
  mutating func next() throws(Diagnostic) -> ScriptToken {
    if pendingDedentCount > 0 {
      pendingDedentCount -= 1
      return ScriptToken(kind: .dedent, start: position, end: position)
    }
    if isAtLineStart, bracketDepth == 0 {
      if let token = try readIndentation() { return token }
    }
    try skipSpace()
    let start = position
    guard let byte = byte(at: start) else { return readEnd() }
    isAtLineStart = false
    isInLine = true
    let kind = try readToken(startingWith: byte)
    return ScriptToken(kind: kind, start: start, end: position)
  }

  /// Whether `=` follows and not `==`, so that a keyword before it is the name of an argument.
  var isBeforeAssignment: Bool {
    guard let index = indexAfterSpace, source.bytes[index] == UInt8(ascii: "=") else {
      return false
    }
    return byte(at: index + 1) != UInt8(ascii: "=")
  }

  /// Whether `:` follows, so that a keyword before it in a class is the name of an attribute.
  var isBeforeColon: Bool {
    indexAfterSpace.map { source.bytes[$0] == UInt8(ascii: ":") } ?? false
  }

  private var indexAfterSpace: Int? {
    var index = position
    while let byte = byte(at: index), byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
      index += 1
    }
    return index < source.bytes.count ? index : nil
  }

  func byte(at index: Int) -> UInt8? {
    index < source.bytes.count ? source.bytes[index] : nil
  }

  func malformed(_ message: String, at byteOffset: Int) -> Diagnostic {
    Diagnostic(.torchScriptSyntax, message, at: source.location(byteOffset))
  }
}

// MARK: - Lines

extension ScriptTokenizer {
  /// Measures the space before a line's first token; lines without one do not count.
  private mutating func readIndentation() throws(Diagnostic) -> ScriptToken? {
    isAtLineStart = false
    var column = 0
    while let byte = byte(at: position) {
      switch byte {
      case UInt8(ascii: " "): column += 1
      case UInt8(ascii: "\t"): column = (column / 8 + 1) * 8
      case 0x0C: column = 0
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): column = 0
      case UInt8(ascii: "#"):
        skipComment()
        continue
      default:
        return try openOrCloseBlocks(column)
      }
      position += 1
    }
    return nil
  }

  private mutating func openOrCloseBlocks(_ column: Int) throws(Diagnostic) -> ScriptToken? {
    guard let current = indentations.last, column != current else { return nil }
    if column > current {
      guard indentations.count <= depthLimit else {
        throw Diagnostic(
          .torchScriptOverLimit, "blocks are nested more than \(depthLimit) deep",
          at: source.location(position))
      }
      indentations.append(column)
      return ScriptToken(kind: .indent, start: position, end: position)
    }
    while let last = indentations.last, last > column {
      indentations.removeLast()
      pendingDedentCount += 1
    }
    guard indentations.last == column else {
      throw malformed(
        "a line is indented by \(column) columns, which no open block is", at: position)
    }
    pendingDedentCount -= 1
    return ScriptToken(kind: .dedent, start: position, end: position)
  }

  /// Steps over what separates tokens within a line, and over line ends within brackets.
  private mutating func skipSpace() throws(Diagnostic) {
    while let byte = byte(at: position) {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C: position += 1
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        guard bracketDepth > 0 else { return }
        position += 1
      case UInt8(ascii: "#"): skipComment()
      case UInt8(ascii: "\\"):
        guard let end = lineEnd(at: position + 1) else {
          throw malformed(
            "a backslash outside of a string is not at the end of a line", at: position)
        }
        position = end
      default: return
      }
    }
  }

  private mutating func skipComment() {
    while let byte = byte(at: position), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {
      position += 1
    }
  }

  /// Where the line after a line end begins, or nothing if there is no line end.
  func lineEnd(at index: Int) -> Int? {
    switch byte(at: index) {
    case UInt8(ascii: "\n"): index + 1
    case UInt8(ascii: "\r"): byte(at: index + 1) == UInt8(ascii: "\n") ? index + 2 : index + 1
    default: nil
    }
  }

  /// Ends the last line and the blocks that are open at the end of the text.
  private mutating func readEnd() -> ScriptToken {
    var kind = ScriptToken.Kind.endOfFile
    // An open bracket is for the parser to complain about, so that no line ends within it.
    if isInLine, bracketDepth == 0 {
      isInLine = false
      kind = .newline
    } else if indentations.count > 1 {
      indentations.removeLast()
      kind = .dedent
    }
    return ScriptToken(kind: kind, start: position, end: position)
  }
}

// MARK: - Tokens

extension ScriptTokenizer {
  private mutating func readToken(startingWith byte: UInt8) throws(Diagnostic) -> ScriptToken.Kind {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), 0x80...:
      return try readName()
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return try readNumber()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try readString(isRaw: false)
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      position = lineEnd(at: position) ?? position + 1
      isAtLineStart = true
      isInLine = false
      return .newline
    case UInt8(ascii: "."):
      if let next = self.byte(at: position + 1), next &- UInt8(ascii: "0") <= 9 {
        return try readNumber()
      }
      if self.byte(at: position + 1) == byte, self.byte(at: position + 2) == byte {
        return take(3, .ellipsis)
      }
      return take(1, .dot)
    case UInt8(ascii: "("): return open(.leftParenthesis)
    case UInt8(ascii: "["): return open(.leftBracket)
    case UInt8(ascii: "{"): return open(.leftBrace)
    case UInt8(ascii: ")"): return close(.rightParenthesis)
    case UInt8(ascii: "]"): return close(.rightBracket)
    case UInt8(ascii: "}"): return close(.rightBrace)
    case UInt8(ascii: ","): return take(1, .comma)
    case UInt8(ascii: ";"): return take(1, .semicolon)
    case UInt8(ascii: "~"): return take(1, .tilde)
    default: return try readOperator(startingWith: byte)
    }
  }

  private mutating func readOperator(startingWith byte: UInt8) throws(Diagnostic)
    -> ScriptToken.Kind
  {
    let next = self.byte(at: position + 1)
    let isDoubled = next == byte
    let isBeforeEqual = next == UInt8(ascii: "=")
    switch byte {
    case UInt8(ascii: "="): return isBeforeEqual ? take(2, .binary(.equal)) : take(1, .assign)
    case UInt8(ascii: ":"): return isBeforeEqual ? take(2, .walrus) : take(1, .colon)
    case UInt8(ascii: "!") where isBeforeEqual: return take(2, .binary(.notEqual))
    case UInt8(ascii: "<") where isDoubled: return arithmetic(2, .shiftLeft)
    case UInt8(ascii: ">") where isDoubled: return arithmetic(2, .shiftRight)
    case UInt8(ascii: "<"):
      return isBeforeEqual ? take(2, .binary(.lessOrEqual)) : take(1, .binary(.less))
    case UInt8(ascii: ">"):
      return isBeforeEqual ? take(2, .binary(.greaterOrEqual)) : take(1, .binary(.greater))
    case UInt8(ascii: "-") where next == UInt8(ascii: ">"): return take(2, .arrow)
    case UInt8(ascii: "-"): return arithmetic(1, .subtract, plain: .minus)
    case UInt8(ascii: "+"): return arithmetic(1, .add, plain: .plus)
    case UInt8(ascii: "*") where isDoubled: return arithmetic(2, .power, plain: .doubleStar)
    case UInt8(ascii: "*"): return arithmetic(1, .multiply, plain: .star)
    case UInt8(ascii: "/") where isDoubled: return arithmetic(2, .floorDivide)
    case UInt8(ascii: "/"): return arithmetic(1, .divide)
    case UInt8(ascii: "%"): return arithmetic(1, .remainder)
    case UInt8(ascii: "@"): return arithmetic(1, .matrixMultiply, plain: .at)
    case UInt8(ascii: "&"): return arithmetic(1, .bitAnd)
    case UInt8(ascii: "|"): return arithmetic(1, .bitOr)
    case UInt8(ascii: "^"): return arithmetic(1, .bitXor)
    default:
      throw malformed("no token begins with the byte 0x\(String(byte, radix: 16))", at: position)
    }
  }

  /// An operator, or the statement that it makes with `=` behind it.
  private mutating func arithmetic(
    _ count: Int, _ binary: ScriptBinaryOperator, plain: ScriptToken.Kind? = nil
  ) -> ScriptToken.Kind {
    if byte(at: position + count) == UInt8(ascii: "=") {
      return take(count + 1, .augmented(binary))
    }
    return take(count, plain ?? .binary(binary))
  }

  private mutating func take(_ count: Int, _ kind: ScriptToken.Kind) -> ScriptToken.Kind {
    position += count
    return kind
  }

  private mutating func open(_ kind: ScriptToken.Kind) -> ScriptToken.Kind {
    bracketDepth += 1
    return take(1, kind)
  }

  private mutating func close(_ kind: ScriptToken.Kind) -> ScriptToken.Kind {
    bracketDepth = max(0, bracketDepth - 1)
    return take(1, kind)
  }

  /// Reads a name, a keyword or a string with a prefix.
  private mutating func readName() throws(Diagnostic) -> ScriptToken.Kind {
    let start = position
    var isASCII = true
    while let byte = byte(at: position), byte.continuesScriptName {
      if byte >= 0x80 { isASCII = false }
      position += 1
    }
    if position - start <= 2, let quote = byte(at: position),
      quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    {
      return try readPrefixedString(start..<position)
    }
    guard isASCII || String(validating: source.bytes[start..<position], as: UTF8.self) != nil
    else {
      throw malformed("a name is not valid UTF-8", at: start)
    }
    let symbol = symbols.symbol(source.bytes, start..<position)
    if let keyword = ScriptKeyword(symbol) { return .keyword(keyword) }
    return .name(symbol)
  }
}

extension UInt8 {
  /// Whether a name can go on with the byte; of letters beyond ASCII, every byte does.
  var continuesScriptName: Bool {
    (self | 0x20) &- UInt8(ascii: "a") < 26 || self &- UInt8(ascii: "0") < 10
      || self == UInt8(ascii: "_") || self >= 0x80
  }
}
