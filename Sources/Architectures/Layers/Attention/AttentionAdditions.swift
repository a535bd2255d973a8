import Checkpoints
import Diagnostics
import ModelIR

/// Keys and values that an attention adds to those of its inputs: learned ones, and zeros.
struct AttentionAdditions {
  /// The features of a key.
  let size: Int
  /// Whether one learned key and value is added.
  let addsBias: Bool
  /// Whether one key and value of zeros is added.
  let addsZero: Bool

  /// The tensors in the framework's order.
  func parameters(_ settings: LayerSettings) throws(Diagnostic) -> [ModuleTree.Parameter] {
    guard addsBias else { return [] }
    return [
      try settings.parameter("bias_k", [1, 1, size]),
      try settings.parameter("bias_v", [1, 1, size]),
    ]
  }

  /// `[batch, sequence, features]` with the additions behind the sequence.
  func extended(
    _ value: ValueID, with bias: String, in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    var parts = [value]
    if addsBias {
      let learned = try context.parameter(bias)
      parts.append(try context.add(ExpandLike(axes: [0]), learned, value))
    }
    if addsZero {
      let zeros = try context.vector(of: 0, count: size, like: value)
      let row = try context.add(Unsqueeze(axes: [0, 1]), zeros)
      parts.append(try context.add(ExpandLike(axes: [0]), row, value))
    }
    guard parts.count > 1 else { return value }
    let joined = try context.builder.addNode(Concat(axis: 1), parts)
    return try context.single(joined)
  }
}
