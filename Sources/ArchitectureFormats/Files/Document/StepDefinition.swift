import YAMLText

/// A step of a forward pass as a file writes it.
struct StepDefinition: Sendable {
  /// What a step does.
  indirect enum Operation: Sendable {
    /// A layer, a function or a module of the file's own, with its settings.
    case kind(Template, settings: [Template.Entry])
    /// Steps written in place, as a module of the kind `Sequential`.
    case sequential([StepDefinition])
    /// A parameter or buffer of the module itself.
    case parameter(OwnParameter)
    /// The same steps for each item of a list.
    case `repeat`(Repetition)
  }

  /// A parameter or buffer of the module in which the step stands.
  struct OwnParameter: Sendable {
    let name: Template
    let shape: Template?
    let isTrainable: Bool
    let elementType: String?
  }

  /// Steps for each item of a list.
  struct Repetition: Sendable {
    let list: Template
    /// The name of the item.
    let item: String?
    /// The name of its position.
    let index: String?
    let steps: [StepDefinition]
  }

  let mark: YAMLMark
  let operation: Operation
  /// The module's path below the module in which the step stands.
  var name: Template?
  /// The values that it takes; nothing for the one before.
  var inputs: [Template]?
  /// The names of its results.
  var results: [Template] = []
  var condition: Template?
}
