import ModelIR

/// Takes tensors from Flux's names and layouts to PyTorch's and back.
struct FluxVocabulary {
  let known: KnownLayers

  /// From Flux's to PyTorch's.
  ///
  /// - Throws: what reading the moving deviations of the oldest releases raises.
  func toPyTorch(_ tensors: inout [LayerTensor], notes: inout TranslationNotes) throws {
    for index in tensors.indices {
      tensors[index].path = FluxPaths.fromFlux(tensors[index].path)
      tensors[index].role = PositionalTensors.role(of: tensors[index])
    }
    let groups = LayerGroups(tensors)
    for path in groups.paths {
      let indices = groups[path]
      try takeNames(
        &tensors, indices, LayerMembers(tensors, at: indices), path, notes: &notes)
    }
    _ = LayerInference.assignRoles(to: &tensors, known: known)
    for index in tensors.indices {
      let tensor = tensors[index]
      if let weight = FluxLayout.toPyTorch(tensor.weight, tensor.name, of: tensor.role) {
        tensors[index].weight = weight
      } else {
        notes.add(.undecided, tensor.fullName)
      }
    }
    AttentionProjections.join(&tensors, known: known)
  }

  /// From PyTorch's to Flux's; every tensor has its role.
  ///
  /// - Throws: what reading the biases of recurrent layers raises.
  func fromPyTorch(_ tensors: inout [LayerTensor], notes: inout TranslationNotes) throws {
    AttentionProjections.split(&tensors)
    try RecurrentWeights.toFlux(&tensors, notes: &notes)
    for index in tensors.indices {
      let tensor = tensors[index]
      if let weight = FluxLayout.fromPyTorch(
        tensor.weight, tensor.name, of: tensor.role, groupCount: known.groupCount(tensor.path))
      {
        tensors[index].weight = weight
      } else {
        notes.add(.undecided, tensor.fullName)
      }
      if tensor.name == TrackedBatches.name { notes.add(.unused, tensor.fullName) }
      name(&tensors[index])
      tensors[index].path = FluxPaths.toFlux(tensors[index].path)
    }
  }

  /// Gives one tensor Flux's name.
  private func name(_ tensor: inout LayerTensor) {
    switch tensor.role.kind {
    case .batchNormalization, .frozenBatchNormalization, .instanceNormalization,
      .groupNormalization:
      tensor.name =
        FluxNames.channels.first { $0.pytorch == tensor.name }?.flux ?? tensor.name
    case .layerNormalization:
      guard let name = FluxNames.features.first(where: { $0.pytorch == tensor.name })?.flux
      else { return }
      tensor.name = name
      tensor.path = LayerTensor.joined(tensor.path, FluxNames.inner)
    default: break
    }
  }

  /// Gives one module's tensors PyTorch's names, and their role where the names tell it.
  private func takeNames(
    _ tensors: inout [LayerTensor], _ indices: [Int], _ members: LayerMembers, _ path: String,
    notes: inout TranslationNotes
  ) throws {
    if members.contains("Wi"), members.contains("Wh") {
      return RecurrentWeights.fromFlux(&tensors, indices, members, path, notes: &notes)
    }
    if let outer = LayerTensor.parent(of: path, over: FluxNames.inner),
      known[outer].map({ $0.kind == .layerNormalization }) ?? true,
      let pairs = [FluxNames.features, FluxNames.oldFeatures].first(where: {
        members.contains($0[0].flux)
      })
    {
      for index in indices {
        guard let pair = pairs.first(where: { $0.flux == tensors[index].name }) else { continue }
        tensors[index].name = pair.pytorch
        tensors[index].path = outer
        tensors[index].role = LayerRole(.layerNormalization)
      }
      return
    }
    guard ["γ", "μ"].contains(where: members.contains) else {
      if members.contains("scale") || members.contains("α"), known[path] == nil {
        for index in indices { tensors[index].role = LayerRole(.scale) }
      }
      return
    }
    try takeChannelNames(&tensors, indices, members, path, notes: &notes)
  }

  /// Gives the tensors of a normalisation by channels PyTorch's names.
  private func takeChannelNames(
    _ tensors: inout [LayerTensor], _ indices: [Int], _ members: LayerMembers, _ path: String,
    notes: inout TranslationNotes
  ) throws {
    let role =
      known[path]
      ?? LayerRole(members.contains("μ") ? .batchNormalization : .groupNormalization)
    for index in indices {
      tensors[index].role = role
      let name = tensors[index].name
      if role.kind == .groupNormalization, ["μ", "σ²"].contains(name) {
        // PyTorch's keep no statistics.
        notes.add(.unused, tensors[index].fullName)
      } else if name == FluxNames.deviation {
        notes.add(.squared, tensors[index].fullName)
        tensors[index].name = "running_var"
        tensors[index].weight = try tensors[index].weight.squared()
      } else if let pair = FluxNames.channels.first(where: { $0.flux == name }) {
        tensors[index].name = pair.pytorch
      }
    }
  }
}

extension Weight {
  /// The squares of a vector's elements, rounded once.
  fileprivate func squared() throws -> Weight {
    let squares = try doubles().map { $0 * $0 }
    return Weight.array(squares, elementType)?.reshaped(to: shape) ?? self
  }
}
