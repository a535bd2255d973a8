public import Checkpoints
public import ConversionKit
public import Diagnostics

/// A description of a network that weights can be bound to: a printed model, an architecture file,
/// another model.
public protocol Architecture: Sendable {
  /// A name for it: the family's, the printed class's, the file's.
  var name: String { get }
  /// The framework whose names and layouts it follows, as far as it says it.
  var framework: Framework { get }

  /// The modules with all sizes known, those that are left open solved from a checkpoint.
  ///
  /// - Parameters:
  ///   - checkpoint: the weights that it is to be bound to, under the architecture's own names.
  ///   - overrides: values that the user sets by name.
  /// - Throws: a diagnostic or a list of them: a setting that nothing determines, an expression that
  ///   cannot be evaluated.
  func resolve(
    for checkpoint: Checkpoint, overrides: Hyperparameters, diagnostics: DiagnosticCollector
  ) throws -> ResolvedArchitecture
}

/// An architecture whose sizes are all known.
public struct ResolvedArchitecture: Sendable {
  /// A name for it.
  public let name: String
  /// Which member of its family it is: `resnet50`; nothing where there are no members.
  public let variant: String?
  /// The framework whose parameter names it follows.
  public let framework: Framework
  /// The class of the root, as a framework's error message names it: `ResNet`.
  public let className: String
  /// The modules with their parameters and, where it is known, their forward pass.
  public let tree: ModuleTree
  /// The inputs in the order in which the root takes them; empty where the source does not say.
  public let inputs: [InputSpecification]
  /// The names of the outputs, as many as the root has results; empty where the source does not say.
  public let outputs: [String]
  /// Names, with `*` for any text, of entries that a checkpoint may hold and nothing uses.
  public let ignoredEntries: [String]
  /// What stands before all of the architecture's names in the checkpoint: `bert.`; entries without
  /// it belong to something else that the file holds.
  public let entryPrefix: String
  /// Whether the source shows the parameters that modules own beside their layers'; printed models do
  /// not.
  public let showsOwnParameters: Bool
  /// The file whose graph the weights go into, where it is no tree of modules that computes.
  public let graph: (any ImportedFile)?

  /// Makes a resolved architecture.
  public init(
    name: String, variant: String? = nil, framework: Framework, className: String,
    tree: ModuleTree, inputs: [InputSpecification] = [], outputs: [String] = [],
    ignoredEntries: [String] = [], entryPrefix: String = "",
    showsOwnParameters: Bool = true, graph: (any ImportedFile)? = nil
  ) {
    self.name = name
    self.variant = variant
    self.framework = framework
    self.className = className
    self.tree = tree
    self.inputs = inputs
    self.outputs = outputs
    self.ignoredEntries = ignoredEntries
    self.entryPrefix = entryPrefix
    self.showsOwnParameters = showsOwnParameters
    self.graph = graph
  }
}
