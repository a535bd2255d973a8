import ArchitectureFormats
import Architectures
import Checkpoints
import Diagnostics

extension FuzzedGrammar {
  /// Models as PyTorch, Flux and MindSpore print them.
  static let printedModel = FuzzedGrammar("printed") { input in
    let text = String(decoding: input.bytes, as: UTF8.self)
    _ = PrintedModelReader().recognises(text, file: "model.txt")
    let model = try PrintedModel(parsing: text, file: "model.txt")
    var pending = [model.tree]
    while let module = pending.popLast() {
      input.note(module.kind)
      input.note(module.path)
      pending += module.children
    }
    _ = try model.resolve(
      for: Checkpoint(entries: []), overrides: Hyperparameters(),
      diagnostics: DiagnosticCollector())
  }
}
