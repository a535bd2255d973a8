public import Checkpoints
public import ModelIR

/// What a framework other than PyTorch calls the tensors of layers.
///
/// Layers have PyTorch's names for their tensors; an architecture file of another framework has that
/// framework's, in expressions and in the checkpoint.
public struct ParameterNaming: Sendable {
  private let framework: Framework

  /// The naming of a framework, or nothing for one that calls tensors as layers do.
  public init?(_ framework: Framework) {
    guard framework == .mindspore else { return nil }
    self.framework = framework
  }

  private static let normalizations: Set<String> = [
    "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm", "LayerNorm", "GroupNorm",
    "InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d",
  ]
  private static let normalizationNames = [
    (layer: "weight", stored: "gamma"), (layer: "bias", stored: "beta"),
    (layer: "running_mean", stored: "moving_mean"),
    (layer: "running_var", stored: "moving_variance"),
  ]
  /// What the framework has no tensor for.
  private static let absent: Set<String> = ["num_batches_tracked"]

  private static func pairs(_ kind: String) -> [(layer: String, stored: String)] {
    if normalizations.contains(kind) { return normalizationNames }
    switch kind {
    case "Embedding": return [(layer: "weight", stored: "embedding_table")]
    case "PReLU": return [(layer: "weight", stored: "w")]
    default: return []
    }
  }

  /// The tensors of a layer as the framework stores them.
  public func stored(
    _ parameters: [ModuleTree.Parameter], of kind: String
  ) -> [ModuleTree.Parameter] {
    let pairs = Self.pairs(kind)
    return parameters.compactMap { parameter in
      if Self.absent.contains(parameter.name) { return nil }
      guard let name = pairs.first(where: { $0.layer == parameter.name })?.stored else {
        return parameter
      }
      return ModuleTree.Parameter(
        name: name, elementType: parameter.elementType, shape: parameter.shape,
        isTrainable: parameter.isTrainable, isOptional: parameter.isOptional)
    }
  }

  /// Stored tensors, also under the names by which layers look for them.
  public func forLayers(_ stored: StoredShapes) -> StoredShapes {
    let pairs = ["BatchNorm2d", "Embedding", "PReLU"].flatMap(Self.pairs)
    var result: [(name: String, tensor: StoredShapes.Tensor)] = []
    for name in stored.names {
      guard let tensor = stored[name] else { continue }
      result.append((name, tensor))
      let (path, last) = Self.split(name)
      guard let layer = pairs.first(where: { $0.stored == last })?.layer else { continue }
      if stored[path + layer] == nil { result.append((path + layer, tensor)) }
    }
    return StoredShapes(result)
  }

  /// Tensors by full name, also under the names by which the layers of a tree look for them.
  public func forLayers(
    _ bound: [(name: String, weight: Weight)], of tree: ModuleTree
  ) -> [(name: String, weight: Weight)] {
    let kinds = Dictionary(
      tree.expectedEntries.map { ($0.name, $0.moduleKind) }, uniquingKeysWith: { first, _ in first }
    )
    var result = bound
    for entry in bound {
      let (path, last) = Self.split(entry.name)
      guard let kind = kinds[entry.name],
        let layer = Self.pairs(kind).first(where: { $0.stored == last })?.layer
      else { continue }
      result.append((path + layer, entry.weight))
    }
    return result
  }

  /// A name cut behind its last dot.
  private static func split(_ name: String) -> (path: String, last: String) {
    guard let dot = name.lastIndex(of: ".") else { return ("", name) }
    let start = name.index(after: dot)
    return (String(name[..<start]), String(name[start...]))
  }
}

extension ResolvedArchitecture {
  /// Tensors that were bound to the architecture, under the names by which its layers look for them.
  public func layerWeights(
    _ bound: [(name: String, weight: Weight)]
  ) -> [(name: String, weight: Weight)] {
    ParameterNaming(framework)?.forLayers(bound, of: tree) ?? bound
  }
}
