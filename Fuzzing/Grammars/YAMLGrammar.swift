import ArchitectureFormats
import Architectures
import Checkpoints
import Diagnostics
import YAMLText

extension FuzzedGrammar {
  /// YAML texts, and architecture files.
  static let yaml = FuzzedGrammar("yaml") { input in
    var pending = [try YAMLReader.read(input.bytes)]
    while let node = pending.popLast() {
      switch node.content {
      case .sequence(let items): pending += items
      case .mapping(let entries):
        for entry in entries {
          input.note(entry.key)
          pending.append(entry.value)
        }
      default: input.note(node.kindText)
      }
    }
    guard let file = try? ArchitectureFile(parsing: input.bytes) else { return }
    for member in [file] + file.variantNames.prefix(8).compactMap({ file.member(named: $0) }) {
      let resolved = try? member.resolve(
        for: Checkpoint(entries: []), overrides: Hyperparameters(),
        diagnostics: DiagnosticCollector())
      if let resolved { input.note(resolved.name) }
    }
  }
}
