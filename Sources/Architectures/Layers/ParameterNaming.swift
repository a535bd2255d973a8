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

  /// What the framework has no tensor for.
  private static let absent: Set<String> = ["num_batches_tracked"]

  /// The tensors of a layer as the framework stores them.
  public func stored(
    _ parameters: [ModuleTree.Parameter], of kind: String
  ) -> [ModuleTree.Parameter] {
    let pairs = MindSporeNames.pairs(ofKind: kind)
    return parameters.compactMap { parameter in
      if Self.absent.contains(parameter.name) { return nil }
      guard let name = pairs.first(where: { $0.pytorch == parameter.name })?.mindSpore else {
        return parameter
      }
      return ModuleTree.Parameter(
        name: name, elementType: parameter.elementType, shape: parameter.shape,
        isTrainable: parameter.isTrainable, isOptional: parameter.isOptional)
    }
  }

  /// Stored tensors, also under the names by which layers look for them.
  public func forLayers(_ stored: StoredShapes) -> StoredShapes {
    let pairs = MindSporeNames.normalization + MindSporeNames.embedding + MindSporeNames.slope
    var result: [(name: String, tensor: StoredShapes.Tensor)] = []
    for name in stored.names {
      guard let tensor = stored[name] else { continue }
      result.append((name, tensor))
      let (path, last) = Self.split(name)
      guard let layer = pairs.first(where: { $0.mindSpore == last })?.pytorch else { continue }
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
        let layer = MindSporeNames.pairs(ofKind: kind).first(where: { $0.mindSpore == last })?
          .pytorch
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
