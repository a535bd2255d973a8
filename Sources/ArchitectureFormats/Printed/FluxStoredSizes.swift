import ByteIO
import Checkpoints
import ModelIR

/// The sizes of a checkpoint's tensors by name, which tell what a printed model leaves out.
struct FluxStoredSizes {
  private var shapes: [ExactName: [Int]] = [:]

  init(_ checkpoint: Checkpoint?) {
    for entry in checkpoint?.entries ?? [] { shapes[ExactName(entry.name)] = entry.weight.shape }
  }

  subscript(name: String) -> [Int]? { shapes[ExactName(name)] }

  /// Whether a name begins with a text.
  func has(prefix: String) -> Bool { shapes.keys.contains { $0.text.hasPrefix(prefix) } }
}
