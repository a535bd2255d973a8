import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

extension FluxFile {
  /// The weights of the selected or the only model under names relative to it, `layers[1].weight`, in
  /// Julia's own order of sizes; every array where the file holds no model.
  func makeCheckpoint(
    selection: String?, diagnostics: DiagnosticCollector
  ) throws -> Checkpoint {
    do throws(Diagnostic) {
      guard let module = try checkpointModule(selection) else {
        guard let selection else { return try arrays(under: onlyCollection()) }
        return try arrays(under: selection)
      }
      var entries: [Checkpoint.Entry] = []
      try Self.append(module, under: module.path, to: &entries)
      return Checkpoint(
        framework: .flux, selection: module.path,
        alternatives: self.entries.filter { $0.kind == .model && $0.path != module.path }
          .map(\.path),
        entries: entries, metadata: try FluxMetadata.metadata(of: document, besides: module.path))
    } catch {
      throw error.located(at: Location(file: document.file.path))
    }
  }

  /// The modules of the selected or the only model under paths relative to it.
  func moduleTree(selection: String?) throws -> ModuleTree? {
    do throws(Diagnostic) {
      return try checkpointModule(selection).map { $0.tree(under: $0.path) }
    } catch {
      throw error.located(at: Location(file: document.file.path))
    }
  }

  /// The module whose weights are meant; nothing where they are arrays without a model.
  private func checkpointModule(_ selection: String?) throws(Diagnostic) -> FluxModule? {
    guard let selection else {
      if let entry = try onlyModel() { return entry.module }
      let structures = entries.compactMap(\.module).filter { !$0.children.isEmpty }
      return structures.count == 1 ? structures[0] : nil
    }
    let module = try FluxSelection(document: document).module(at: selection)
    if case .unreadable(_, _, _) = module, module.children.isEmpty,
      try !tensors(under: selection).isEmpty
    {
      return nil
    }
    return module
  }

  /// A module's arrays, then those of what is inside.
  private static func append(
    _ module: FluxModule, under root: String, to entries: inout [Checkpoint.Entry]
  ) throws(Diagnostic) {
    if case .unreadable(let reason, _, _) = module { throw reason }
    let path = FluxPath.relative(module.path, under: root)
    for parameter in module.layer?.parameters ?? [] {
      guard let weight = parameter.array.weight else { continue }
      entries.append(
        Checkpoint.Entry(
          name: path.isEmpty ? parameter.name : "\(path).\(parameter.name)",
          weight: weight.inJuliaOrder))
    }
    for child in module.children { try append(child.module, under: root, to: &entries) }
  }

  /// The arrays of a file or of a part of it that holds no model.
  private func arrays(under selection: String?) throws(Diagnostic) -> Checkpoint {
    Checkpoint(
      framework: .flux, selection: selection ?? "",
      entries: try tensors(under: selection).map {
        Checkpoint.Entry(
          name: FluxPath.relative($0.name, under: selection ?? ""), weight: $0.weight.inJuliaOrder)
      }, metadata: try FluxMetadata.metadata(of: document, besides: selection ?? ""))
  }

  /// The only dictionary of arrays at the top of a file, which has nothing beside it but metadata.
  private func onlyCollection() throws(Diagnostic) -> String? {
    guard case .document(let record) = try document.root() else { return nil }
    var collections: [String] = []
    for index in 0..<record.count {
      switch try record.value(at: index) {
      case .document(let inner):
        let name = record.names[index]
        if inner.count > 0, try !tensors(under: name).isEmpty { collections.append(name) }
      case .array(let array) where !FluxMetadata.isSmall(array): return nil
      case .list(let list) where try holdsArrays(list): return nil
      default: break
      }
    }
    return collections.count == 1 ? collections[0] : nil
  }

  private func holdsArrays(_ list: JuliaList) throws(Diagnostic) -> Bool {
    for index in 0..<min(list.count, 1000) {
      if case .array = try list.value(at: index) { return true }
    }
    return false
  }

  private func tensors(under selection: String?) throws(Diagnostic) -> [StoredTensor] {
    let tensors = try FluxTensors.list(document)
    guard let selection else { return tensors }
    return tensors.filter {
      $0.name == selection || $0.name.hasPrefix("\(selection).")
        || $0.name.hasPrefix("\(selection)[")
    }
  }
}

extension Weight {
  /// The weight with its sizes in the order in which Julia has them.
  fileprivate var inJuliaOrder: Weight { transposed(by: Array(shape.indices.reversed())) }
}
