/// One statement of a code file, its parts being numbers of expressions and of other statements.
package enum ScriptStatement: Hashable, Sendable {
  /// An expression whose value is not kept.
  case evaluate(ScriptExpressionID)
  /// `target = value`; the target is a name, an attribute, a subscript or a tuple or list of targets.
  case assign(target: ScriptExpressionID, value: ScriptExpressionID)
  /// `target : type = value`; the value may be omitted.
  case declare(
    target: ScriptExpressionID, type: ScriptExpressionID, value: ScriptExpressionID)
  /// `target += value` and the like.
  case update(
    target: ScriptExpressionID, ScriptBinaryOperator, value: ScriptExpressionID)
  /// `return value`; without a value it returns `None`.
  case `return`(ScriptExpressionID)
  /// `if condition:`; an `elif` is an `if` in the second block.
  case `if`(ScriptExpressionID, then: ScriptBlock, otherwise: ScriptBlock)
  case `for`(target: ScriptExpressionID, iterable: ScriptExpressionID, body: ScriptBlock)
  case `while`(ScriptExpressionID, body: ScriptBlock)
  /// `with context as target:`; the target may be omitted.
  case with(ScriptExpressionID, target: ScriptExpressionID, body: ScriptBlock)
  /// `raise exception`; the exception may be omitted.
  case raise(ScriptExpressionID)
  /// `assert condition, message`; the message may be omitted.
  case assert(ScriptExpressionID, message: ScriptExpressionID)
  case delete(ScriptItems)
  /// A function inside another: the body of a `fork`.
  case define(ScriptFunctionID)
  case pass
  case `break`
  case `continue`
}

/// The number of a statement in its file.
package struct ScriptStatementID: Hashable, Sendable {
  package let rawValue: UInt32

  @usableFromInline init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// The numbers of the statements of one block, in their order.
package struct ScriptBlock: Hashable, Sendable {
  @usableFromInline let start: UInt32
  @usableFromInline let end: UInt32
}

extension ScriptBlock: RandomAccessCollection {
  @inlinable package var startIndex: UInt32 { start }
  @inlinable package var endIndex: UInt32 { end }
  @inlinable package subscript(position: UInt32) -> ScriptStatementID {
    ScriptStatementID(rawValue: position)
  }
}
