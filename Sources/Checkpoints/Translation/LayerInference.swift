import ModelIR

/// What kind of layer owns tensors, told by PyTorch's names, ranks and neighbours alone.
struct LayerInference {
  private let tensors: [LayerTensor]
  private let members: LayerMembers
  private let path: String

  init(_ tensors: [LayerTensor], _ members: LayerMembers, path: String) {
    self.tensors = tensors
    self.members = members
    self.path = path
  }

  /// The role of the module.
  var role: LayerRole {
    if members.contains("running_mean") { return LayerRole(.batchNormalization) }
    if members.contains("weight_ih_l0") { return LayerRole(.recurrent) }
    if members.contains("weight_ih") { return LayerRole(.recurrentCell) }
    if members.contains("in_proj_weight") || members.contains("q_proj_weight") {
      return LayerRole(.attention)
    }
    guard let index = members["weight"] else { return .other }
    let weight = tensors[index].weight
    switch weight.shape.count {
    case 1: return vector(weight.shape)
    case 2: return matrix
    case 3...5: return LayerRole(.convolution)
    default: return .other
    }
  }

  private func vector(_ shape: [Int]) -> LayerRole {
    if let bias = members["bias"] {
      return tensors[bias].weight.shape == shape ? LayerRole(.layerNormalization) : .other
    }
    return Self.soundsLikeNormalization(path) ? .other : LayerRole(.slope)
  }

  private var matrix: LayerRole {
    let isAlone = !members.contains("bias")
    return isAlone && Self.soundsLikeEmbedding(path) ? LayerRole(.embedding) : LayerRole(.dense)
  }

  /// Whether the last step of a path is a name that people give to embeddings.
  private static func soundsLikeEmbedding(_ path: String) -> Bool {
    let name = lastStep(path)
    return name.contains("emb") || ["wte", "wpe", "shared"].contains(name)
  }

  /// Whether the last step of a path is a name that people give to normalisations.
  private static func soundsLikeNormalization(_ path: String) -> Bool {
    let name = lastStep(path)
    return name.contains("norm") || name.hasPrefix("ln") || name.hasPrefix("bn")
  }

  private static func lastStep(_ path: String) -> String {
    LayerTensor.split(path).name.lowercased()
  }
}

extension LayerInference {
  /// Gives every tensor without a role its module's: the known one, or what its neighbours tell.
  ///
  /// - Returns: the paths whose role nothing but names and sizes told.
  static func assignRoles(
    to tensors: inout [LayerTensor], known: KnownLayers
  ) -> Set<String> {
    let groups = LayerGroups(tensors)
    var inferred: Set<String> = []
    for path in groups.paths {
      let indices = groups[path]
      guard indices.contains(where: { tensors[$0].role == .other }) else { continue }
      let role: LayerRole
      if let knownRole = known[path] {
        role = knownRole
      } else {
        role =
          LayerInference(tensors, LayerMembers(tensors, at: indices), path: path).role
        inferred.insert(path)
      }
      for index in indices where tensors[index].role == .other { tensors[index].role = role }
    }
    return inferred
  }
}
