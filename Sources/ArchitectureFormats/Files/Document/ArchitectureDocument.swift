import Checkpoints
import YAMLText

/// What an architecture file says, before anything is known of a checkpoint.
struct ArchitectureDocument: Sendable {
  /// Something that the file takes for granted.
  struct Assumption: Sendable {
    let text: Template
    /// Where it is taken for granted; always without a condition.
    let condition: Template?
  }

  /// A member of the family that has a name of its own.
  struct Variant: Sendable {
    let name: String
    /// The values that names of the file have for it.
    let values: [Template.Entry]
    let mark: YAMLMark
  }

  /// A name under which something is known outside, and the template of its value.
  struct Named: Sendable {
    let name: String
    let value: Template
    let mark: YAMLMark
  }

  var name = ""
  var title: String?
  var framework = Framework.pytorch
  var classNames: [String] = []
  var variant: Template?
  var variants: [Variant] = []
  var definitions: [Template.Entry] = []
  var recognition: [Template] = []
  var prefixes = [""]
  var ignoredEntries: [String] = []
  var assumptions: [Assumption] = []
  /// The graph's inputs with their shapes; empty where the file does not say them.
  var inputs: [Named] = []
  /// The results' names and the values that they are.
  var outputs: [Named] = []
  var modules: [ModuleDefinition] = []
  var forward: [StepDefinition] = []
}
