/// The names by which MindSpore calls tensors of layers that PyTorch calls otherwise.
package enum MindSporeNames {
  /// One tensor's names.
  package typealias Pair = (pytorch: String, mindSpore: String)

  /// Those of normalisations.
  package static let normalization: [Pair] = [
    ("weight", "gamma"), ("bias", "beta"), ("running_mean", "moving_mean"),
    ("running_var", "moving_variance"),
  ]
  /// Those of embeddings.
  package static let embedding: [Pair] = [("weight", "embedding_table")]
  /// Those of PReLU.
  package static let slope: [Pair] = [("weight", "w")]
  /// The dense layers of a transformer's layer, beside its `self_attn`.
  static let feedForward = [
    (pytorch: "linear1", mindSpore: "dense1"), (pytorch: "linear2", mindSpore: "dense2"),
  ]
  /// The module inside of a BatchNorm3d that owns its tensors.
  static let innerNormalization = "bn2d"

  /// The names of a class's tensors, as far as they differ.
  package static func pairs(ofKind kind: String) -> [Pair] {
    LayerRole(kind: kind).map(pairs) ?? []
  }

  /// The names of a layer's tensors, as far as they differ.
  static func pairs(of role: LayerRole) -> [Pair] {
    if role.isNormalization { return normalization }
    switch role.kind {
    case .embedding: return embedding
    case .slope: return slope
    default: return []
    }
  }
}
