import ModelIR

/// The number of batches that PyTorch's normalisations by running statistics have seen.
///
/// No other framework counts them. The number takes part in nothing unless a momentum of `None` was
/// chosen, but a state dict without it is not loaded.
enum TrackedBatches {
  static let name = "num_batches_tracked"

  /// Adds a count of 0 behind the statistics of every normalisation that has none.
  static func complete(_ tensors: inout [LayerTensor], notes: inout TranslationNotes) {
    let groups = LayerGroups(tensors)
    var added: [Int: LayerTensor] = [:]
    for path in groups.paths {
      let indices = groups[path]
      let members = LayerMembers(tensors, at: indices)
      guard let first = indices.first, let last = members["running_var"],
        members.contains("running_mean"), !members.contains(name), counts(tensors[first].role)
      else { continue }
      let count = LayerTensor(
        path: path, name: name, role: tensors[first].role, weight: .scalar(integer: 0))
      added[last] = count
      notes.add(.created, count.fullName)
    }
    guard !added.isEmpty else { return }
    tensors = tensors.enumerated().flatMap { index, tensor in
      [tensor] + (added[index].map { [$0] } ?? [])
    }
  }

  private static func counts(_ role: LayerRole) -> Bool {
    role.kind == .batchNormalization || role.kind == .instanceNormalization
  }
}
