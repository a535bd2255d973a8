import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR
import Pickle

/// Weights of a file, by their names in the model.
struct SelectedWeights {
  /// Where they stand in the file; empty for the whole file.
  let path: String
  /// The tensors by name.
  let tensors: [(name: String, tensor: TorchTensor)]
  /// The value that holds them, where they stand in an object.
  let value: TorchValue?
}

extension TorchContents {
  /// The weights at a path, or those that are likeliest meant.
  ///
  /// - Throws: ``DiagnosticCode/torchPathNotFound`` if nothing with tensors is at the path,
  ///   ``DiagnosticCode/torchNoWeights`` for a file without any.
  func weights(at selection: String?) throws(Diagnostic) -> SelectedWeights {
    guard let selection else {
      if let first = weights.first { return try weights(of: first) }
      return SelectedWeights(path: "", tensors: tensors(below: ""), value: nil)
    }
    if let candidate = weights.first(where: { ExactName($0.path) == ExactName(selection) }) {
      return try weights(of: candidate)
    }
    // A path to something that holds weights, such as `ema` of `ema.state_dict`.
    if let inside = weights.first(where: { $0.path.hasPrefix(selection + ".") }) {
      return try weights(of: inside)
    }
    let tensors = tensors(below: selection)
    guard !tensors.isEmpty || selection.isEmpty else {
      let paths = weights.map { $0.path.isEmpty ? "(the file itself)" : $0.path }
      throw Diagnostic(
        .torchPathNotFound,
        "no weights are at '\(selection)'; there are: \(paths.prefix(12).joined(separator: ", "))")
    }
    return SelectedWeights(path: selection, tensors: tensors, value: nil)
  }

  private func weights(of candidate: WeightSearch.Candidate) throws(Diagnostic) -> SelectedWeights {
    if case .object(let object) = candidate.value, object.isModule {
      let state = try TorchModuleReader.unwrapped(candidate.node).state()
      return SelectedWeights(path: candidate.path, tensors: state, value: candidate.value)
    }
    if let pairs = StateDictionary.pairs(candidate.value), !pairs.isEmpty {
      var tensors: [(name: String, tensor: TorchTensor)] = []
      for (name, node) in pairs {
        if case .tensor(let tensor) = try node.value() { tensors.append((name, tensor)) }
      }
      return SelectedWeights(path: candidate.path, tensors: tensors, value: candidate.value)
    }
    return SelectedWeights(
      path: candidate.path, tensors: tensors(below: candidate.path), value: candidate.value)
  }

  /// The whole module at a path, or the likeliest weights if they are one.
  ///
  /// - Throws: ``DiagnosticCode/torchPathNotFound`` if no weights are at the path.
  func module(
    at selection: String?
  ) throws(Diagnostic) -> (path: String, reader: TorchModuleReader)? {
    let candidate: WeightSearch.Candidate?
    if let selection {
      candidate = weights.first { ExactName($0.path) == ExactName(selection) }
      if candidate == nil { _ = try weights(at: selection) }
    } else {
      candidate = weights.first
    }
    guard let candidate, case .object(let object) = candidate.value, object.isModule else {
      return nil
    }
    return (candidate.path, try TorchModuleReader.unwrapped(candidate.node))
  }

  /// The tensors of the list below a path, by their names from there.
  func tensors(below path: String) -> [(name: String, tensor: TorchTensor)] {
    let range = path.isEmpty ? list.entries.indices : list.ranges[ExactName(path)] ?? 0..<0
    let skipped = path.isEmpty ? 0 : path.utf8.count + 1
    return list.entries[range].map { ($0.name.droppingBytes(skipped), $0.tensor) }
  }

  /// A checkpoint of the weights at a path, with everything that is stored beside them.
  ///
  /// - Throws: ``DiagnosticCode/torchPathNotFound``, ``DiagnosticCode/torchNoWeights``.
  func checkpoint(
    at selection: String?, diagnostics: DiagnosticCollector
  ) throws(Diagnostic) -> Checkpoint {
    let selected = try weights(at: selection)
    guard !selected.tensors.isEmpty || weights.isEmpty == false || root == nil else {
      throw Diagnostic(.torchNoWeights, "weights are expected, the file holds no tensor")
    }
    var names = selected.tensors.map(\.name)
    if let (wrappers, shortened) = ParameterPrefix.removingWrappers(from: names) {
      names = shortened
      let texts = wrappers.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      diagnostics.emit(
        Diagnostic(
          .torchWrapperNames, severity: .note,
          "the parameters' names carry \(texts) of a wrapper, which is left out"))
    }
    let entries = zip(names, selected.tensors).map { name, entry in
      Checkpoint.Entry(name: name, weight: entry.tensor.weight, facts: entry.tensor.facts)
    }
    return Checkpoint(
      framework: .pytorch, selection: selected.path,
      alternatives: weights.map(\.path).filter { $0 != selected.path },
      entries: entries, remarks: remarks(in: selected.value, at: selected.path),
      metadata: metadata(beside: selected),
      moduleVersions: moduleVersions(of: selected.value),
      optimizerEntries: optimizerEntries(beside: selected.path))
  }

  /// What stands among the weights and is no tensor.
  private func remarks(in value: TorchValue?, at path: String) -> [Checkpoint.Remark] {
    guard case .mapping(let mapping)? = value else { return [] }
    return mapping.entries.compactMap { entry in
      if entry.value.isTensor { return nil }
      let name = entry.key.keyText
      guard let value = try? entry.value.value() else { return nil }
      if list.ranges[ExactName(TorchNamePath.joined(path, name))] != nil { return nil }
      return Checkpoint.Remark(name: name, text: value.text)
    }
  }

  /// The versions of modules that PyTorch notes in a state dict's `_metadata`.
  private func moduleVersions(of value: TorchValue?) -> [String: Int] {
    guard case .mapping(let mapping)? = value,
      let attribute = mapping.attributes.first(where: { $0.name == "_metadata" }),
      case .mapping(let modules)? = try? attribute.value.value()
    else { return [:] }
    var versions: [String: Int] = [:]
    for entry in modules.entries {
      guard case .mapping(let facts)? = try? entry.value.value(),
        let version = facts["version"]?.pickle.integer
      else { continue }
      versions[entry.key.keyText] = version
    }
    return versions
  }

  /// What is stored beside the weights, as settings.
  private func metadata(beside selected: SelectedWeights) -> Hyperparameters {
    guard let root, !selected.path.isEmpty, case .mapping(let mapping)? = try? root.value() else {
      return Hyperparameters()
    }
    var reader = TorchHyperparameters()
    var pairs: [(name: String, node: TorchNode)] = []
    for entry in mapping.entries {
      let name = entry.key.keyText
      guard !StateDictionary.isOther(key: name), !holdsWeights(name),
        entries.first(where: { $0.path == name })?.kind != .optimizer
      else { continue }
      pairs.append((name, entry.value))
    }
    var metadata = reader.entries(pairs)
    for group in TorchHyperparameters.groups {
      guard case .mapping(let inner)? = metadata[group] else { continue }
      // The file's own names count before those of a group.
      metadata = inner.merging(metadata)
    }
    return metadata
  }

  private func holdsWeights(_ name: String) -> Bool {
    weights.contains { $0.path == name || $0.path.hasPrefix("\(name).") }
  }

  /// The names of tensors that belong to optimizers.
  private func optimizerEntries(beside path: String) -> [String] {
    entries.filter { $0.kind == .optimizer && $0.path != path }.flatMap { entry in
      (list.ranges[ExactName(entry.path)] ?? 0..<0).map { list.entries[$0].name }
    }
  }
}
