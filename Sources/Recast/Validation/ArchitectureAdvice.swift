import Architectures
import ByteIO
import Checkpoints

/// Everything that can be advised about a checkpoint that does not fit: about its names and layouts,
/// about the sizes of layers that it does fit, and about another architecture that it looks like.
struct ArchitectureAdvice {
  let checkpoint: Checkpoint
  let architecture: ResolvedArchitecture
  let report: BindingReport
  let architectures: ArchitectureRegistry

  /// The advice, the likeliest cause first.
  func advice() -> [BindingAdvice] {
    var advice = BindingAdvisor(
      checkpoint, expected: architecture.tree.expectedEntries, report: report
    ).advice()
    if !architecture.showsOwnParameters {
      advice += UnprintedAdvice(report: report, printed: architecture.tree).advice()
    }
    advice += sizes()
    // Names that only differ by a prefix say more than what else the checkpoint looks like.
    if advice.isEmpty || advice.allSatisfy({ $0.kind == .sizes }) { advice += otherArchitecture() }
    return advice
  }

  /// The layers whose sizes differ, with the sizes that the checkpoint fits.
  private func sizes() -> [BindingAdvice] {
    let paths = report.shapeMismatches.map(\.expected.modulePath)
    guard !paths.isEmpty else { return [] }
    let stored = StoredShapes(checkpoint)
    var texts: [String] = []
    var seen = Set<ExactName>()
    for path in paths where seen.insert(ExactName(path)).inserted {
      guard let module = architecture.tree.module(at: path),
        let type = LayerCatalog.layer(module.kind)
      else { continue }
      // Settings that the tensors determine are left to them; the others stay.
      var given = module.hyperparameters
      for name in Self.solvable { given[name] = nil }
      var settings = LayerSettings(
        kind: module.kind, path: path, given: given, stored: stored, refusesUnknown: false)
      guard let layer = try? type.init(&settings) else { continue }
      let fits = layer.parameters.allSatisfy { parameter in
        guard let tensor = stored["\(path).\(parameter.name)"] else { return true }
        return tensor.shape == parameter.shape
      }
      if fits { texts.append("\(path) \(module.kind)(\(layer.extraText))") }
    }
    guard !texts.isEmpty else { return [] }
    let shown = texts.prefix(12).joined(separator: "; ")
    let rest = texts.count > 12 ? "; and \(texts.count - 12) more" : ""
    return [BindingAdvice(.sizes, "the checkpoint fits \(shown)\(rest)")] + recordedSizes()
  }

  /// The settings that a layer solves from its tensors.
  private static let solvable = [
    "in_features", "out_features", "in_channels", "out_channels", "kernel_size", "num_features",
    "num_channels", "normalized_shape", "num_embeddings", "embedding_dim", "input_size",
    "hidden_size", "embed_dim", "nf", "nx", "num_parameters", "d_model", "dim_feedforward",
  ]

  /// What the checkpoint's own metadata says of sizes.
  private func recordedSizes() -> [BindingAdvice] {
    let entries = checkpoint.metadata.entries.filter { entry in
      let name = entry.name.lowercased()
      let isSize = ["size", "hidden", "layers", "dim", "channels", "features", "classes", "units"]
        .contains { name.contains($0) }
      return isSize && (entry.value.integer != nil || entry.value.integers != nil)
    }
    guard !entries.isEmpty else { return [] }
    let shown = entries.prefix(8).map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    return [BindingAdvice(.sizes, "the checkpoint's own metadata says \(shown)")]
  }

  /// A shipped architecture that the checkpoint is of, where it is another than the one asked for.
  private func otherArchitecture() -> [BindingAdvice] {
    guard !report.missing.isEmpty || !report.shapeMismatches.isEmpty,
      let match = architectures.recognised(checkpoint).first
    else { return [] }
    let name = match.variant ?? match.architecture.name
    guard name != architecture.variant, name != architecture.name else { return [] }
    return [BindingAdvice(.otherArchitecture, "the checkpoint looks like \(name)")]
  }
}

extension ModuleTree {
  /// The module at a path below this one, or this one.
  fileprivate func module(at wanted: String) -> ModuleTree? {
    var open = [self]
    while let module = open.popLast() {
      if module.path == wanted { return module }
      open += module.children.filter { wanted == $0.path || wanted.hasPrefix("\($0.path).") }
    }
    return nil
  }
}
