import Checkpoints
import ModelIR

/// The sizes of a checkpoint's tensors under the names that the model itself gave them: without what
/// wrappers put into them.
struct CheckpointTensors {
  let names: [String]
  let tensors: [StoredShapes.Tensor]

  /// Lists a checkpoint's tensors.
  init(_ checkpoint: Checkpoint) {
    let stored = checkpoint.entries.map(\.name)
    names = ParameterPrefix.removingWrappers(from: stored)?.names ?? stored
    tensors = checkpoint.entries.map {
      StoredShapes.Tensor(elementType: $0.weight.elementType, shape: $0.weight.shape)
    }
  }

  /// The tensors whose names begin with a prefix, without it.
  func shapes(below prefix: String = "") -> StoredShapes {
    if prefix.isEmpty { return StoredShapes(Array(zip(names, tensors))) }
    return StoredShapes(
      zip(names, tensors).compactMap { name, tensor in
        guard name.utf8.starts(with: prefix.utf8) else { return nil }
        return (
          name: String(decoding: name.utf8.dropFirst(prefix.utf8.count), as: UTF8.self),
          tensor: tensor
        )
      })
  }

  /// What all names begin with, component by component: `model.`, as a training program's own module
  /// around the network puts it there.
  var commonPrefixes: [String] {
    guard let first = names.first else { return [] }
    var prefixes: [String] = []
    var prefix = ""
    for component in first.split(separator: ".").dropLast().prefix(3) {
      prefix += "\(component)."
      guard names.allSatisfy({ $0.utf8.starts(with: prefix.utf8) }) else { break }
      prefixes.append(prefix)
    }
    return prefixes
  }
}
