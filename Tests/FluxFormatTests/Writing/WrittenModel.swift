import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import FluxFormat
import ModelIR
import TestSupport

/// A folder in which contents are written and read again.
struct WritingFolder {
  let folder: TemporaryFolder
  let diagnostics = DiagnosticCollector()

  init() throws { folder = try TemporaryFolder() }

  /// Writes and opens the result.
  func written(
    _ content: CheckpointContent, options: CheckpointOptions = CheckpointOptions()
  ) throws -> any ImportedFile {
    let path = folder.path(of: "a.bson")
    _ = try FluxCheckpointWriter().write(
      content, to: path, options: options, diagnostics: diagnostics)
    return try FluxImporter().open(SourceFile(path: path), diagnostics: diagnostics)
  }

  /// The codes and places of what prevents the writing.
  func problems(
    _ content: CheckpointContent, options: CheckpointOptions = CheckpointOptions()
  ) -> [(code: String, path: String?, message: String)] {
    do {
      _ = try written(content, options: options)
      return []
    } catch let error as DiagnosticList {
      return error.diagnostics.map { ($0.code.name, $0.location.path, $0.message) }
    } catch let error as Diagnostic {
      return [(error.code.name, error.location.path, error.message)]
    } catch {
      return [("\(error)", nil, "")]
    }
  }
}

/// Modules in PyTorch's vocabulary with weights that count up.
struct WrittenModel {
  private(set) var weights: [(name: String, weight: Weight)] = []

  /// A layer with tensors of these sizes.
  mutating func layer(
    _ kind: String, at path: String, _ settings: Hyperparameters = [:],
    _ tensors: [(name: String, shape: [Int])] = []
  ) -> ModuleTree {
    for tensor in tensors {
      let count = tensor.shape.reduce(1, *)
      let values = (0..<count).map { Double($0 + 1) / 16 }
      guard let weight = Weight.array(values, .float32) else { continue }
      weights.append(
        (
          path.isEmpty ? tensor.name : "\(path).\(tensor.name)", weight.reshaped(to: tensor.shape)
        ))
    }
    return ModuleTree(
      path: path, kind: kind, text: kind, hyperparameters: settings, forward: .layer)
  }

  /// Layers one after the other.
  static func sequence(_ children: [ModuleTree]) -> ModuleTree {
    ModuleTree(path: "", kind: "Sequential", text: "", children: children, forward: .sequential)
  }

  /// The content with a tree.
  func content(_ tree: ModuleTree, metadata: Hyperparameters = [:]) -> CheckpointContent {
    CheckpointContent(
      checkpoint: Checkpoint(
        framework: .flux,
        entries: weights.map { Checkpoint.Entry(name: $0.name, weight: $0.weight) },
        metadata: metadata),
      modules: .init(tree: tree, weights: weights))
  }
}
