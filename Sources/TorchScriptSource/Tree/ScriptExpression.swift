/// One expression of a code file, its parts being numbers of other expressions.
///
/// It is a trivial value: an evaluator switches over `file[id]` and follows the numbers.
package enum ScriptExpression: Hashable, Sendable {
  /// A name: `x`, `inf`, `torch`.
  case name(ScriptSymbol)
  /// An integer with its sign.
  case integer(Int)
  /// An integer that does not fit in 64 bits, as it is written, without a sign.
  case wideInteger(ScriptSymbol)
  /// A floating-point number with its sign.
  case float(Double)
  /// An imaginary number with its sign: `2.j`.
  case imaginary(Double)
  /// A string's bytes, its escapes resolved.
  case string(ScriptSymbol)
  case boolean(Bool)
  case none
  case ellipsis
  /// What may be left out and was: a bound of a slice, the value of a declaration.
  case omitted
  /// `base.name`
  case attribute(ScriptExpressionID, ScriptSymbol)
  /// `callee(arguments)`
  case call(ScriptExpressionID, ScriptArguments)
  /// `base[index]`; several indices are a tuple.
  case subscription(ScriptExpressionID, ScriptExpressionID)
  /// `lower:upper:step` within a subscript; any may be omitted.
  case slice(ScriptExpressionID, ScriptExpressionID, ScriptExpressionID)
  case list(ScriptItems)
  case tuple(ScriptItems)
  case set(ScriptItems)
  /// Keys and values in turn.
  case dictionary(ScriptItems)
  case comprehension(ScriptComprehension)
  /// `then if condition else otherwise`
  case conditional(
    condition: ScriptExpressionID, then: ScriptExpressionID, otherwise: ScriptExpressionID)
  case unary(ScriptUnaryOperator, ScriptExpressionID)
  case binary(ScriptBinaryOperator, ScriptExpressionID, ScriptExpressionID)
  /// `*value` in a call, a list, a tuple or a target.
  case starred(ScriptExpressionID)
  /// `**value` in a call.
  case doubleStarred(ScriptExpressionID)
}

/// `element for target in iterable if condition` in brackets of one kind.
package struct ScriptComprehension: Hashable, Sendable {
  /// What it makes.
  package enum Kind: UInt8, Hashable, Sendable {
    case list, set, dictionary, generator
  }

  /// What it makes.
  package let kind: Kind
  /// The element, the target, the iterable and, perhaps omitted, the condition; of a dictionary, the
  /// key before them.
  package let parts: ScriptItems
}

/// The number of an expression in its file.
package struct ScriptExpressionID: Hashable, Sendable {
  package let rawValue: UInt32
}

/// Some expressions in their order, read as `file[items]`.
package struct ScriptItems: Hashable, Sendable {
  let start: UInt32
  let end: UInt32

  /// How many there are.
  package var count: Int { Int(end - start) }
}

/// The arguments of one call in their order, read as `file[arguments]`.
package struct ScriptArguments: Hashable, Sendable {
  let start: UInt32
  let end: UInt32

  /// How many there are.
  package var count: Int { Int(end - start) }
}

/// One argument of a call.
package struct ScriptArgument: Hashable, Sendable {
  /// The name, if it is given by name.
  package let name: ScriptSymbol?
  /// The value; `*args` is a ``ScriptExpression/starred(_:)``.
  package let value: ScriptExpressionID
}
