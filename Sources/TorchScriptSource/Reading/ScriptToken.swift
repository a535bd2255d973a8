/// A token of a code file.
struct ScriptToken: Sendable {
  enum Kind: Hashable, Sendable {
    case name(ScriptSymbol)
    case keyword(ScriptKeyword)
    case integer(Int)
    case wideInteger(ScriptSymbol)
    case float(Double)
    case imaginary(Double)
    case string(ScriptSymbol)
    /// An operator that only stands between operands.
    case binary(ScriptBinaryOperator)
    /// `+=` and the like.
    case augmented(ScriptBinaryOperator)
    case plus, minus, star, doubleStar, tilde
    case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
    case comma, colon, dot, ellipsis, assign, arrow, semicolon, at, walrus
    case newline, indent, dedent, endOfFile
  }

  let kind: Kind
  /// Where it begins in the text.
  let start: Int
  /// Where it ends in the text.
  let end: Int
}
