/// A class: a module, a named tuple, an enumeration, an interface or a class of plain objects.
package struct ScriptClass: Hashable, Sendable {
  /// Its name, without the file's.
  package let name: ScriptSymbol
  /// What stands in parentheses after its name: `Module`, `NamedTuple`, `Enum`, `Interface`.
  package let bases: [ScriptExpressionID]
  /// What it declares, in the order of the text.
  package let attributes: [ScriptClassAttribute]
  /// Its methods, in the order of the text.
  package let methods: [ScriptFunctionID]
  /// Where its text begins.
  package let byteOffset: Int
}

/// One declaration of a class: `name : Type`, `name : Final[Type] = value`, `name = value`.
///
/// `__annotations__["0"] = Type`, which is how a name is declared that Python could not write, is a
/// declaration of that name.
package struct ScriptClassAttribute: Hashable, Sendable {
  /// Its name: of an attribute, a member of an enumeration, or of a list such as `__parameters__`.
  package let name: ScriptSymbol
  /// Its type, if that is written.
  package let type: ScriptExpressionID?
  /// Its value, if that is written.
  package let value: ScriptExpressionID?
}
