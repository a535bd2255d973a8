/// A Julia type by its path, without what its parameters say until they are asked for.
struct JuliaType: Sendable, CustomStringConvertible {
  /// The modules and the name: `["Flux", "Dense"]`; `Main` before `Core` and `Base` is gone.
  let path: [String]
  /// The type's parameters: types, integers, tuples of symbols and the like.
  let parameters: JuliaList
  /// The description of an anonymous function's type; nothing for other types.
  let typeName: EncodedValue?

  /// The last item of the path.
  var name: String { path.last ?? "" }
  /// The first item of the path: the package.
  var package: String { path.first ?? "" }

  /// The path as Julia prints it.
  var description: String { path.joined(separator: ".") }

  /// Whether this is the type of a path.
  func isNamed(_ path: String...) -> Bool { self.path == path }

  /// A module path without `Main` before the two modules that every module sees.
  static func normalised(_ path: [String]) -> [String] {
    if path.count >= 2, path[0] == "Main", path[1] == "Core" || path[1] == "Base" {
      return Array(path.dropFirst())
    }
    return path
  }
}

/// A struct by its type and its fields in declaration order; their names are not stored.
struct JuliaStructure: Sendable {
  /// The struct's type.
  let type: JuliaType
  /// The values of its fields.
  let fields: JuliaList

  /// Where the struct is in the file.
  var identity: ObjectIdentity { fields.identity }
  /// The place of the struct.
  var path: String { fields.path }
}

/// A named function: `NNlib.relu`.
struct JuliaFunction: Hashable, Sendable, CustomStringConvertible {
  /// The modules that define it.
  let module: [String]
  /// Its name, without the `#` of its type.
  let name: String

  var description: String { (module + [name]).joined(separator: ".") }
}

/// An anonymous function: its type, which holds its code, and what it captured.
struct JuliaClosure: Sendable {
  /// The type, with its description.
  let type: JuliaType
  /// The captured values, in the order of the description's names.
  let captured: JuliaList

  /// The name that Julia gave it: `#3#4`.
  var name: String { type.name }
  /// The place of the function in the model.
  var path: String { captured.path }
}
