import ByteIO
import Checkpoints
import ModelIR
import Pickle

extension TorchContents {
  /// What the names and values tell of how the weights were saved.
  var facts: [MetadataEntry] {
    var facts: [MetadataEntry] = []
    if let root, root.isPython2 { facts.append(MetadataEntry("python", "2")) }
    guard list.entries.count <= ParameterTree.mostTensors else { return facts }
    let names = list.entries.map(\.name)
    let wrappers = ParameterPrefix.wrappers(of: weights.isEmpty ? names : likeliestNames)
    if !wrappers.isEmpty {
      facts.append(
        MetadataEntry("names_carry", wrappers.map(\.rawValue).joined(separator: ", ")))
    }
    return facts
      + Reparametrization.found(in: names).map {
        MetadataEntry($0.name, $0.count == 1 ? "1 parameter" : "\($0.count) parameters")
      }
  }

  private var likeliestNames: [String] {
    weights.first.map { tensors(below: $0.path).map(\.name) } ?? []
  }
}

extension TorchNode {
  /// Whether Python 2 wrote the object: its keys are byte strings.
  fileprivate var isPython2: Bool {
    guard case .mapping(let mapping)? = try? value() else {
      guard case .object(let object)? = try? value() else { return false }
      return object.hasByteStringKeys
    }
    if case .byteString? = mapping.entries.first?.key.pickle { return true }
    return false
  }
}

/// A parameter that is stored as several others, of which the layer computes it.
enum Reparametrization {
  /// The kinds that names tell, by the ending of one of the stored parameters; each with an ending
  /// that has to be there too.
  private static let kinds: [(name: String, ending: String, other: String)] = [
    ("weight_norm", "_g", "_v"), ("spectral_norm", "_u", "_orig"), ("pruning", "_mask", "_orig"),
  ]

  /// The kinds that occur in names, and how often.
  static func found(in names: [String]) -> [(name: String, count: Int)] {
    let all = Set(names.map { ExactName($0) })
    var counts: [(name: String, count: Int)] = []
    for kind in kinds {
      let count = names.count { name in
        guard name.utf8.reversed().starts(with: kind.ending.utf8.reversed()) else { return false }
        let stem = name.dropLast(kind.ending.count)
        return all.contains(ExactName(stem + kind.other))
      }
      if count > 0 { counts.append((kind.name, count)) }
    }
    let parametrized = names.count { name in
      name.hasSuffix(".original0")
        || (name.hasSuffix(".original") && name.split(separator: ".").contains("parametrizations"))
    }
    if parametrized > 0 { counts.append(("parametrizations", parametrized)) }
    return counts
  }
}
