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

  /// Reads a printed model of PyTorch, Flux or MindSpore.
  ///
  /// - Throws: ``DiagnosticCode/printedModelUnreadable`` with the line, or a list with every layer whose
  ///   settings cannot be understood.
  public init(parsing text: String, file: String?) throws {
    let root = try PyTorchText.read(text, file: file)
    framework = .pytorch
    tree = try PyTorchModules.tree(of: root)
    name = root.kind
  }

  public func resolve(
    for checkpoint: Checkpoint, overrides: Hyperparameters, diagnostics: DiagnosticCollector
  ) throws -> ResolvedArchitecture {
    ResolvedArchitecture(name: name, framework: framework, className: tree.kind, tree: tree)
  }
}
