import Checkpoints

/// What the local names of an expression mean where it stands.
struct ExpressionScope: Sendable {
  /// The path of the module where the expression stands, from the root of the file.
  var path = ""

  /// A module's arguments and the names of the repeats around, the innermost last.
  private var locals: [(name: String, value: HyperparameterValue)] = []

  /// Makes a scope without local names.
  init(path: String = "") { self.path = path }

  /// The value of a local name.
  subscript(name: String) -> HyperparameterValue? {
    locals.last { $0.name == name }?.value
  }

  /// Adds a name, which hides one of the same name.
  mutating func define(_ name: String, _ value: HyperparameterValue) {
    locals.append((name, value))
  }

  /// A name below the module of the scope; behind a leading `/`, below the root.
  func fullName(_ name: String) -> String {
    if name.hasPrefix("/") { return String(name.dropFirst()) }
    return path.isEmpty ? name : "\(path).\(name)"
  }
}
