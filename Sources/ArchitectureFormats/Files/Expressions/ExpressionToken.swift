/// A part of an expression's text that means something by itself.
enum ExpressionToken: Hashable, Sendable {
  case integer(Int)
  case number(Double)
  case text(String)
  case word(String)
  case symbol(String)

  /// The token as it was written, for messages.
  var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let text): "'\(text)'"
    case .word(let text), .symbol(let text): "'\(text)'"
    }
  }
}

/// What is wrong with an expression's text or its evaluation.
struct ExpressionProblem: Error, Hashable, Sendable {
  /// The sentence for the reader.
  let message: String
  /// Whether a name is not known or a tensor is not there, which `??` answers.
  let isUnknown: Bool

  init(_ message: String, isUnknown: Bool = false) {
    self.message = message
    self.isUnknown = isUnknown
  }
}

/// Cuts an expression's text into tokens.
struct ExpressionLexer {
  private static let symbols = [
    "**", "//", "==", "!=", "<=", ">=", "??", "+", "-", "*", "/", "%", "<", ">", "(", ")", "[", "]",
    ",", ":",
  ]

  /// The tokens of a text.
  static func tokens(of text: String) throws(ExpressionProblem) -> [ExpressionToken] {
    var lexer = ExpressionLexer(rest: text[...])
    var tokens: [ExpressionToken] = []
    while let token = try lexer.next() { tokens.append(token) }
    return tokens
  }

  private var rest: Substring

  private mutating func next() throws(ExpressionProblem) -> ExpressionToken? {
    rest = rest.drop { $0 == " " || $0.isNewline || $0 == "\t" }
    guard let first = rest.first else { return nil }
    if first == "'" || first == "\"" { return try quoted(by: first) }
    if Self.isDigit(first) || (first == "." && rest.dropFirst().first.map(Self.isDigit) == true) {
      return try number()
    }
    if Self.isLetter(first) {
      let word = rest.prefix { Self.isLetter($0) || Self.isDigit($0) }
      rest = rest.dropFirst(word.count)
      return .word(String(word))
    }
    for symbol in Self.symbols where rest.hasPrefix(symbol) {
      rest = rest.dropFirst(symbol.count)
      return .symbol(symbol)
    }
    throw ExpressionProblem("'\(first)' has no meaning in an expression")
  }

  private mutating func quoted(by mark: Character) throws(ExpressionProblem) -> ExpressionToken {
    let inside = rest.dropFirst()
    guard let end = inside.firstIndex(of: mark) else {
      throw ExpressionProblem("a text begins with \(mark) and does not end")
    }
    rest = inside[inside.index(after: end)...]
    return .text(String(inside[..<end]))
  }

  private mutating func number() throws(ExpressionProblem) -> ExpressionToken {
    var length = 0
    var hasFraction = false
    var previous: Character = " "
    for character in rest {
      let isExponentSign =
        (character == "-" || character == "+") && (previous == "e" || previous == "E")
      guard Self.isDigit(character) || "eE.".contains(character) || isExponentSign else { break }
      if !Self.isDigit(character) { hasFraction = true }
      previous = character
      length += 1
    }
    let text = rest.prefix(length)
    rest = rest.dropFirst(length)
    if !hasFraction, let value = Int(text) { return .integer(value) }
    if hasFraction, let value = Double(text) { return .number(value) }
    throw ExpressionProblem("\(text) is no number of 64 bits")
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }

  private static func isLetter(_ character: Character) -> Bool {
    character.isASCII && character.isLetter || character == "_"
  }
}
