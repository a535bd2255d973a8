/// A function or a method.
package struct ScriptFunction: Hashable, Sendable {
  /// Its name.
  package let name: ScriptSymbol
  /// Its parameters, of a method with `self` as the first; read as `file[parameters]`.
  package let parameters: ScriptParameters
  /// What it returns, if that is written.
  package let returnType: ScriptExpressionID?
  /// What it does.
  package let body: ScriptBlock
  /// Where its text begins.
  package let byteOffset: Int
}

/// The number of a function in its file.
package struct ScriptFunctionID: Hashable, Sendable {
  package let rawValue: UInt32
}

/// The parameters of one function in their order.
package struct ScriptParameters: Hashable, Sendable {
  let start: UInt32
  let end: UInt32

  /// How many there are.
  package var count: Int { Int(end - start) }
}

/// A parameter of a function.
package struct ScriptParameter: Hashable, Sendable {
  /// How arguments reach it.
  package enum Kind: UInt8, Hashable, Sendable {
    /// By position or by name.
    case plain
    /// `*name`: what is left of those by position.
    case positionalRest
    /// `**name`: what is left of those by name.
    case namedRest
  }

  /// Its name.
  package let name: ScriptSymbol
  /// How arguments reach it.
  package let kind: Kind
  /// Its type, if that is written.
  package let type: ScriptExpressionID?
  /// Its value when there is no argument.
  package let defaultValue: ScriptExpressionID?
}
