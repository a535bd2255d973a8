import YAMLText

/// A module that a file defines itself, by kind.
struct ModuleDefinition: Sendable {
  /// A setting that the module takes.
  struct Argument: Sendable {
    let name: String
    /// The value where none is given; nothing where one has to be.
    let value: Template?
  }

  let kind: String
  let mark: YAMLMark
  var arguments: [Argument] = []
  /// The names of the values that it takes.
  var inputs = ["x"]
  /// The names of the values that it gives back; empty for the last one.
  var results: [String] = []
  var forward: [StepDefinition] = []
}
