import Architectures
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

/// Another model's file as an architecture: its modules, or at least the names and sizes of its tensors.
struct StoredModelArchitecture: Architecture {
  let name: String
  private let tree: ModuleTree
  let framework: Framework
  private let file: any ImportedFile

  /// Makes an architecture of an open file.
  ///
  /// - Throws: what reading its modules or its tensors raises.
  init(
    _ file: any ImportedFile, path: String, selection: String?, diagnostics: DiagnosticCollector
  ) throws {
    self.file = file
    name = path.split(separator: "/").last.map(String.init) ?? path
    framework =
      Framework.allCases.first {
        $0.displayName == file.summary.framework ?? ""
      } ?? .unspecified
    if let tree = try file.moduleTree(selection: selection), tree.elementCount > 0 {
      self.tree = tree
    } else {
      let checkpoint = try file.makeCheckpoint(selection: selection, diagnostics: diagnostics)
      tree = ModuleTree(
        path: "", kind: "state dict", text: name,
        parameters: checkpoint.entries.map {
          ModuleTree.Parameter(
            name: $0.name, elementType: $0.weight.elementType, shape: $0.weight.shape)
        })
    }
  }

  func resolve(
    for checkpoint: Checkpoint, overrides: Hyperparameters, diagnostics: DiagnosticCollector
  ) throws -> ResolvedArchitecture {
    ResolvedArchitecture(
      name: name, framework: framework, className: tree.kind, tree: tree, graph: file)
  }
}
