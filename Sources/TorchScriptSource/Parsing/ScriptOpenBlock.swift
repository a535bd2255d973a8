/// A block whose statements are being read.
struct ScriptOpenBlock {
  /// What the block belongs to.
  enum Owner {
    case file
    case scriptClass
    case function(ScriptFunctionHeader)
    case `if`(ScriptExpressionID)
    /// The second block of an `if`; of an `elif`, the first block has its lines to itself.
    case `else`(ScriptExpressionID, then: ScriptBlock, isElif: Bool)
    case `for`(target: ScriptExpressionID, iterable: ScriptExpressionID)
    case `while`(ScriptExpressionID)
    case with(ScriptExpressionID, target: ScriptExpressionID)
  }

  let owner: Owner
  /// Where its statement begins.
  let offset: Int
  /// How many statements were open before.
  let mark: Int
  /// Whether its statements stand on the line of its colon.
  var isInline = false
}

/// What stands before the colon of a function.
struct ScriptFunctionHeader {
  let name: ScriptSymbol
  let parameters: ScriptParameters
  let returnType: ScriptExpressionID?
}

/// A class whose block is being read.
struct ScriptOpenClass {
  var name = ScriptSymbol(rawValue: 0)
  var bases: [ScriptExpressionID] = []
  var attributes: [ScriptClassAttribute] = []
  var methods: [ScriptFunctionID] = []
  var methodNames: Set<ScriptSymbol> = []
}
