/// The arrays of a syntax tree.
struct ScriptTree: Sendable {
  var expressions: [ScriptExpression] = []
  /// Where each expression begins in the text.
  var expressionOffsets: [UInt32] = []
  var items: [ScriptExpressionID] = []
  var arguments: [ScriptArgument] = []
  var statements: [ScriptStatement] = []
  /// Where each statement begins in the text.
  var statementOffsets: [UInt32] = []
  var functions: [ScriptFunction] = []
  var parameters: [ScriptParameter] = []
}

/// What a code file defines.
struct ScriptDefinitions: Sendable {
  var operatorSetVersion: Int?
  var classes: [ScriptClass] = []
  var functions: [ScriptFunctionID] = []
  var classNumbers: [ScriptSymbol: Int] = [:]
  var functionNumbers: [ScriptSymbol: ScriptFunctionID] = [:]
}
