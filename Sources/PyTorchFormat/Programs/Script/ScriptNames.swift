import TorchScriptSource

/// The symbols of names that mean something to the evaluator.
struct ScriptNames {
  let torch: ScriptSymbol
  let ops: ScriptSymbol
  let root: ScriptSymbol
  let constants: ScriptSymbol
  let forward: ScriptSymbol
  let initialise: ScriptSymbol
  let new: ScriptSymbol
  let range: ScriptSymbol
  let setState: ScriptSymbol

  /// Finds the symbols.
  init(_ code: ScriptCode) {
    torch = code.symbol("torch")
    ops = code.symbol("ops")
    root = code.symbol("__torch__")
    constants = code.symbol("CONSTANTS")
    forward = code.symbol("forward")
    initialise = code.symbol("__init__")
    new = code.symbol("__new__")
    range = code.symbol("range")
    setState = code.symbol("__setstate__")
  }
}
