import ByteIO
import Checkpoints
import ConversionKit
import Diagnostics
import ModelIR

extension TorchContents {
  /// Every tensor as the listing of a file shows it.
  var storedTensors: [StoredTensor] {
    var owners: [ObjectIdentifier: String] = [:]
    var names: Set<ExactName> = []
    return list.entries.map { entry in
      let tensor = entry.tensor
      var facts = tensor.facts
      if tensor.requiresGradient { facts.append(MetadataEntry("requires_grad", "true")) }
      let view = tensor.weight.view
      if !view.isContiguous { facts.append(MetadataEntry("strides", "\(view.strides)")) }
      if let bytes = tensor.storageBytes {
        if let owner = owners[ObjectIdentifier(bytes)] {
          facts.append(MetadataEntry("shares_storage_with", owner))
        } else {
          owners[ObjectIdentifier(bytes)] = entry.name
        }
      }
      return StoredTensor(
        name: Self.unique(entry.name, among: &names), weight: tensor.weight, facts: facts)
    }
  }

  /// A name that no other tensor has: keys that hold dots can spell the path of another tensor.
  private static func unique(_ name: String, among names: inout Set<ExactName>) -> String {
    if names.insert(ExactName(name)).inserted { return name }
    var number = 2
    while !names.insert(ExactName("\(name) (\(number))")).inserted { number += 1 }
    return "\(name) (\(number))"
  }

  /// The tree of a stored thing: of a module, or of the names of a state dict.
  func tree(of entry: Entry) -> ModuleTree? {
    guard entry.kind == .checkpoint || entry.kind == .model else { return nil }
    if entry.isModule, let node = entry.node {
      return try? TorchModuleReader.unwrapped(node).tree(prefix: entry.path)
    }
    let range = entry.path.isEmpty ? list.entries.indices : list.ranges[ExactName(entry.path)]
    guard let range, range.count <= ParameterTree.mostTensors else { return nil }
    let skipped = entry.path.isEmpty ? 0 : entry.path.utf8.count + 1
    return ParameterTree.tree(
      list.entries[range].map { ($0.name.droppingBytes(skipped), $0.tensor) }, path: entry.path)
  }

  /// What the file asks to call and is left out, for the report.
  var callsLeftOut: [Diagnostic] {
    guard let root else { return [] }
    let forbidden = root.document.forbiddenNames
    guard !forbidden.isEmpty else {
      guard !list.unknownCalls.isEmpty, !list.entries.isEmpty else { return [] }
      let names = list.unknownCalls.prefix(8).map(\.description).joined(separator: ", ")
      return [
        Diagnostic(
          .torchUnknownCall, severity: .note,
          "what \(names) would make is not known here and left as it stands; nothing was called")
      ]
    }
    let names = forbidden.prefix(8).map(\.description).joined(separator: ", ")
    return [
      Diagnostic(
        .torchForbiddenGlobal, severity: .warning,
        "the file asks to call \(names)\(forbidden.count > 8 ? " and others" : ""), which Python "
          + "would do on loading it; nothing was called, the tensors are read without it")
    ]
  }
}

extension String {
  /// The text without its first bytes.
  func droppingBytes(_ count: Int) -> String {
    count == 0 ? self : String(utf8.dropFirst(count)) ?? self
  }
}
