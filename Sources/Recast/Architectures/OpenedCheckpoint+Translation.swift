import Architectures
import ByteIO
import Checkpoints
import Diagnostics

extension OpenedCheckpoint {
  /// The weights under the names and in the layouts of an architecture's framework, where they are
  /// another's.
  ///
  /// - Parameter modules: the modules of the weights' own file.
  /// - Throws: what resolving the architecture and translating raises.
  func translated(
    for architecture: any Architecture, modules: ModuleTree?, overrides: Hyperparameters,
    _ diagnostics: DiagnosticCollector
  ) throws -> OpenedCheckpoint {
    let target = architecture.framework
    guard target != .unspecified, checkpoint.framework != .unspecified,
      checkpoint.framework != target
    else { return self }
    // The architecture says what the layers are, and may need names and sizes to say it.
    let silent = DiagnosticCollector()
    var translated = self
    translated.checkpoint = try CheckpointTranslation(to: target, modules: modules)
      .apply(to: checkpoint, diagnostics: silent)
    let resolved = try architecture.resolve(
      for: translated.unwrapped, overrides: overrides, diagnostics: silent)
    translated.checkpoint = try CheckpointTranslation(to: target, modules: resolved.tree)
      .apply(to: checkpoint, diagnostics: diagnostics)
    let expected = Set(resolved.tree.expectedEntries.map { ExactName($0.name) })
    translated.checkpoint.entries.removeAll {
      CheckpointTranslation.countsBatches($0.name) && !expected.contains(ExactName($0.name))
    }
    return translated
  }
}
