public import Architectures
public import Checkpoints
public import Diagnostics

extension DiagnosticCode {
  /// A printed model cannot be read.
  public static let printedModelUnreadable = DiagnosticCode(
    "architecture.printed-unreadable", kind: .badInput,
    explanation: """
      A text that should be a printed model is not one: a parenthesis is not closed, a class's name is \
      missing, or text from around the model was copied with it. Copy exactly what the framework \
      prints, from the class's name to the closing parenthesis.
      """)
}

/// A model as its framework prints it: an architecture that users have at hand.
public struct PrintedModel: Architecture {
  public let name: String
  /// The framework that printed it.
  public let framework: Framework
  /// Its modules.
  public let tree: ModuleTree
  /// The text of a model of Flux, whose names depend on the release that wrote the weights.
  private let fluxRoot: FluxTerm.Call?

  /// Reads a printed model of PyTorch, Flux or MindSpore.
  ///
  /// - Throws: ``DiagnosticCode/printedModelUnreadable`` with the line, or a list with every layer whose
  ///   settings cannot be understood.
  public init(parsing text: String, file: String?) throws {
    framework = PrintedFramework.of(text)
    switch framework {
    case .flux:
      let root = try FluxText.read(text, file: file)
      fluxRoot = root
      name = root.kind
      tree = try FluxModules.tree(of: root)
    case .pytorch, .mindspore, .unspecified:
      let root = try PythonText.read(text, file: file)
      fluxRoot = nil
      name = root.kind
      tree =
        try framework == .mindspore
        ? MindSporeModules.tree(of: root) : PyTorchModules.tree(of: root)
    }
    guard PrintedTensor.canCount(tree) else {
      throw Diagnostic(
        .printedModelUnreadable, "the layers' sizes are more than any file could hold",
        at: Location(file: file))
    }
  }

  public func resolve(
    for checkpoint: Checkpoint, overrides: Hyperparameters, diagnostics: DiagnosticCollector
  ) throws -> ResolvedArchitecture {
    let tree = try fluxRoot.map { try FluxModules.tree(of: $0, fitting: checkpoint) } ?? tree
    return ResolvedArchitecture(
      name: name, framework: framework, className: tree.kind, tree: tree,
      showsOwnParameters: false)
  }
}
