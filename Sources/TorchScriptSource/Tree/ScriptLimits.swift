/// How much of a code file is read, so that none can exhaust memory or the stack of its evaluator.
package struct ScriptLimits: Hashable, Sendable {
  /// The most bytes of text.
  package var byteCount = 64 << 20
  /// The most expressions.
  package var expressionCount = 8 << 20
  /// The deepest nesting of expressions, of brackets and of blocks.
  package var depth = 512

  /// The limits that no file of torch.jit.save comes near.
  package init() {}
}
