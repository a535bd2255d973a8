import Checkpoints
import ModelIR

/// A checkpoint of names and sizes, for tests that look at no element.
enum CheckpointSample {
  /// Makes a checkpoint whose tensors have no bytes.
  static func of(
    _ shapes: KeyValuePairs<String, [Int]>, metadata: Hyperparameters = Hyperparameters()
  ) -> Checkpoint {
    of(shapes.map { ($0.key, $0.value) }, metadata: metadata)
  }

  /// Makes a checkpoint whose tensors have no bytes.
  static func of(
    _ shapes: [(name: String, shape: [Int])], metadata: Hyperparameters = Hyperparameters()
  ) -> Checkpoint {
    Checkpoint(
      framework: .pytorch,
      entries: shapes.compactMap { name, shape in
        Weight(absent: "a test needs none", .float32, shape: shape).map {
          Checkpoint.Entry(name: name, weight: $0)
        }
      },
      metadata: metadata)
  }

  /// The checkpoint that a tree expects, under a prefix.
  static func of(
    _ tree: ModuleTree, prefix: String = "", framework: Framework = .pytorch
  ) -> Checkpoint {
    Checkpoint(
      framework: framework,
      entries: tree.expectedEntries.compactMap { entry in
        Weight(absent: "a test needs none", entry.elementType, shape: entry.shape).map {
          Checkpoint.Entry(name: prefix + entry.name, weight: $0)
        }
      })
  }
}
