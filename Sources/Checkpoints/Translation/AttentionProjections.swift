import ModelIR

/// The projections of queries, keys and values: one stacked matrix in PyTorch and MindSpore, three
/// layers in Flux.
enum AttentionProjections {
  private static let matrix = "in_proj_weight"
  private static let bias = "in_proj_bias"

  /// Cuts stacked projections into the three layers of Flux.
  static func split(_ tensors: inout [LayerTensor]) {
    tensors = tensors.flatMap { tensor -> [LayerTensor] in
      guard tensor.role.kind == .attention else { return [tensor] }
      if let projection = FluxNames.projections.first(where: { "\($0)_weight" == tensor.name }) {
        return [layer(projection, "weight", tensor, tensor.weight)]
      }
      guard tensor.name == matrix || tensor.name == bias, let rows = tensor.weight.shape.first,
        rows.isMultiple(of: 3)
      else { return [tensor] }
      let size = rows / 3
      return FluxNames.projections.enumerated().map { position, projection in
        layer(
          projection, tensor.name == matrix ? "weight" : "bias", tensor,
          tensor.weight.sliced(along: 0, position * size..<(position + 1) * size))
      }
    }
  }

  private static func layer(
    _ projection: String, _ name: String, _ tensor: LayerTensor, _ weight: Weight
  ) -> LayerTensor {
    LayerTensor(
      path: LayerTensor.joined(tensor.path, projection), name: name, role: LayerRole(.dense),
      weight: weight, facts: tensor.facts)
  }

  /// Stacks the three layers of every attention of Flux.
  static func join(_ tensors: inout [LayerTensor], known: KnownLayers) {
    let groups = LayerGroups(tensors)
    var replaced: [Int: LayerTensor] = [:]
    var removed: Set<Int> = []
    for path in groups.paths {
      guard let outer = LayerTensor.parent(of: path, over: FluxNames.projections[0]) else {
        continue
      }
      let layers = FluxNames.projections.map { projection in
        LayerMembers(tensors, at: groups[LayerTensor.joined(outer, projection)])
      }
      let matrices = layers.compactMap { $0["weight"] }
      let biases = layers.compactMap { $0["bias"] }
      guard matrices.count == 3, biases.isEmpty || biases.count == 3,
        isAttention(outer, known, groups, matrices.map { tensors[$0].weight }, tensors)
      else { continue }
      let names =
        stacks(matrices.map { tensors[$0].weight })
        ? [matrix] : FluxNames.projections.map { "\($0)_weight" }
      join(matrices, names, outer, tensors, &replaced, &removed)
      if stacks(biases.map { tensors[$0].weight }) {
        join(biases, [bias], outer, tensors, &replaced, &removed)
      }
    }
    guard !replaced.isEmpty else { return }
    tensors = tensors.indices.compactMap { index in
      replaced[index] ?? (removed.contains(index) ? nil : tensors[index])
    }
  }

  /// Whether three layers are those of one attention: the model says so, or does not say otherwise and
  /// there is the layer behind them, of the same size.
  private static func isAttention(
    _ path: String, _ known: KnownLayers, _ groups: LayerGroups, _ matrices: [Weight],
    _ tensors: [LayerTensor]
  ) -> Bool {
    if let role = known[path], role.kind != .other { return role.kind == .attention }
    guard known[LayerTensor.joined(path, FluxNames.projections[0])] == nil,
      stacks(matrices)
    else { return false }
    return groups[LayerTensor.joined(path, FluxNames.outerProjection)].contains {
      tensors[$0].name == "weight" && tensors[$0].weight.shape.last == matrices[0].shape.first
    }
  }

  private static func stacks(_ weights: [Weight]) -> Bool {
    guard let first = weights.first else { return false }
    return weights.allSatisfy { $0.shape == first.shape && $0.elementType == first.elementType }
  }

  /// Puts tensors in the place of the first, stacked under one name or each under its own.
  private static func join(
    _ indices: [Int], _ names: [String], _ path: String, _ tensors: [LayerTensor],
    _ replaced: inout [Int: LayerTensor], _ removed: inout Set<Int>
  ) {
    for (position, index) in indices.enumerated() {
      guard position < names.count else {
        removed.insert(index)
        continue
      }
      let weight =
        names.count == 1
        ? Weight.concatenated(indices.map { tensors[$0].weight }, along: 0)
        : tensors[index].weight
      replaced[index] = LayerTensor(
        path: path, name: names[position], role: LayerRole(.attention), weight: weight,
        facts: tensors[index].facts)
    }
  }
}
