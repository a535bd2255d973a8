import ModelIR

/// Takes tensors from MindSpore's names and layouts to PyTorch's and back.
///
/// Matrices and kernels lie in the same order in both, but for convolutions over one axis, whose kernels
/// MindSpore stores with an axis of size 1 before it: `[out, in, 1, k]`.
struct MindSporeVocabulary {
  let known: KnownLayers

  /// From MindSpore's to PyTorch's.
  func toPyTorch(_ tensors: inout [LayerTensor]) {
    let groups = LayerGroups(tensors)
    for path in groups.paths {
      let indices = groups[path]
      let members = LayerMembers(tensors, at: indices)
      if members.contains("moving_mean")
        || (members.contains("gamma") && members.contains("beta")) || isKnownNormalization(path)
      {
        rename(
          &tensors, indices, members,
          by: MindSporeNames.normalization.map { ($0.pytorch, $0.mindSpore) })
        guard members.contains("moving_mean") else { continue }
        let outer = LayerTensor.parent(of: path, over: MindSporeNames.innerNormalization)
        for index in indices {
          if known[path] == nil { tensors[index].role = LayerRole(.batchNormalization) }
          if let outer, groups[outer].isEmpty { tensors[index].path = outer }
        }
      } else if members.count == 1, let index = indices.first {
        takeOnlyTensor(&tensors[index], path)
      }
      if let renamed = feedForward(path, groups, tensors, toMindSpore: false) {
        for index in indices { tensors[index].path = renamed }
      }
      for index in indices
      where known[path] == LayerRole(.convolution, spatialRank: 1)
        || known.shape(of: tensors[index])?.count == 3
      {
        tensors[index].weight = tensors[index].weight.withoutInnerAxis
      }
    }
  }

  /// From PyTorch's to MindSpore's; every tensor has its role.
  func fromPyTorch(_ tensors: inout [LayerTensor], notes: inout TranslationNotes) {
    let groups = LayerGroups(tensors)
    for path in groups.paths {
      let indices = groups[path]
      guard let first = indices.first else { continue }
      let role = tensors[first].role
      rename(
        &tensors, indices, LayerMembers(tensors, at: indices),
        by: MindSporeNames.pairs(of: role).map { ($0.mindSpore, $0.pytorch) })
      for index in indices {
        if tensors[index].name == TrackedBatches.name {
          notes.add(.unused, tensors[index].fullName)
        }
        if role.kind == .convolution, tensors[index].name == "weight" {
          tensors[index].weight = tensors[index].weight.withInnerAxis
        }
        if role == LayerRole(.batchNormalization, spatialRank: 3) {
          tensors[index].path = LayerTensor.joined(path, MindSporeNames.innerNormalization)
        }
      }
      if let renamed = feedForward(path, groups, tensors, toMindSpore: true) {
        for index in indices { tensors[index].path = renamed }
      }
    }
  }

  private func isKnownNormalization(_ path: String) -> Bool {
    known[path]?.isNormalization ?? false
  }

  /// Gives tensors the first names of pairs for the second, where nobody else has those.
  private func rename(
    _ tensors: inout [LayerTensor], _ indices: [Int], _ members: LayerMembers,
    by pairs: [(to: String, from: String)]
  ) {
    for index in indices {
      guard let pair = pairs.first(where: { $0.from == tensors[index].name }),
        !members.contains(pair.to)
      else { continue }
      tensors[index].name = pair.to
    }
  }

  /// A module's only tensor, if its name tells the layer.
  private func takeOnlyTensor(_ tensor: inout LayerTensor, _ path: String) {
    let rank = tensor.weight.shape.count
    if tensor.name == "embedding_table", rank == 2 {
      tensor.name = "weight"
      tensor.role = LayerRole(.embedding)
    } else if tensor.name == "w", rank == 1 {
      tensor.name = "weight"
      tensor.role = LayerRole(.slope)
    }
  }

  /// The path of a dense layer that stands beside an attention in a transformer's layer.
  private func feedForward(
    _ path: String, _ groups: LayerGroups, _ tensors: [LayerTensor], toMindSpore: Bool
  ) -> String? {
    for pair in MindSporeNames.feedForward {
      let (from, to) = toMindSpore ? (pair.pytorch, pair.mindSpore) : (pair.mindSpore, pair.pytorch)
      guard let parent = LayerTensor.parent(of: path, over: from) else { continue }
      let attention = groups[LayerTensor.joined(parent, "self_attn")]
      let renamed = LayerTensor.joined(parent, to)
      if attention.contains(where: { tensors[$0].name.hasSuffix("_proj_weight") }),
        groups[renamed].isEmpty
      {
        return renamed
      }
    }
    return nil
  }
}

extension Weight {
  /// A kernel over one axis with the axis of size 1 before it; any other tensor itself.
  fileprivate var withInnerAxis: Weight {
    shape.count == 3 ? reshaped(to: [shape[0], shape[1], 1, shape[2]]) : self
  }

  /// A kernel without the axis of size 1 before its last; any other tensor itself.
  fileprivate var withoutInnerAxis: Weight {
    shape.count == 4 && shape[2] == 1 ? reshaped(to: [shape[0], shape[1], shape[3]]) : self
  }
}
