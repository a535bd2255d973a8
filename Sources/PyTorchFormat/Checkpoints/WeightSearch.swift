import Pickle

/// Finds what in a file are weights: breadth first, by structure, then by the usual names.
struct WeightSearch: Sendable {
  /// Something that is or holds weights.
  struct Candidate: Sendable {
    /// The path from the root.
    let path: String
    /// The last key of the path.
    let key: String
    /// How deep it is.
    let depth: Int
    /// The value.
    let node: TorchNode
    /// Its meaning.
    let value: TorchValue
  }

  /// What was found, in the order in which it is preferred.
  let candidates: [Candidate]

  private static let deepest = 6
  private static let mostContainers = 10_000

  /// Searches a value.
  init(_ root: TorchNode) {
    var found: [Candidate] = []
    var seen: Set<TorchNode> = [root]
    var open: [Candidate] = []
    if let value = try? root.value() {
      open = [Candidate(path: "", key: "", depth: 0, node: root, value: value)]
    }
    var next = 0
    while next < open.count, next < Self.mostContainers {
      let candidate = open[next]
      next += 1
      if TorchOptimizer(candidate.value) != nil { continue }
      if Self.isWeights(candidate) {
        found.append(candidate)
        continue
      }
      guard candidate.depth < Self.deepest else { continue }
      for (step, node) in candidate.value.children(where: { $0.mayHoldTensors && !$0.isTensor }) {
        guard seen.insert(node).inserted,
          let value = try? node.value()
        else { continue }
        let key = step.text ?? ""
        if StateDictionary.isOther(key: key) { continue }
        open.append(
          Candidate(
            path: TorchNamePath.joined(candidate.path, step.text), key: key,
            depth: candidate.depth + 1, node: node, value: value))
      }
    }
    candidates = found.enumerated().sorted { left, right in
      let a = (Self.isAverage(left.element) ? 1 : 0, left.element.depth, left.element.rank)
      let b = (Self.isAverage(right.element) ? 1 : 0, right.element.depth, right.element.rank)
      return a != b ? a < b : left.offset < right.offset
    }.map(\.element)
  }

  private static func isAverage(_ candidate: Candidate) -> Bool {
    StateDictionary.rank(ofKey: candidate.key) > StateDictionary.rank(ofKey: "")
  }

  private static func isWeights(_ candidate: Candidate) -> Bool {
    switch candidate.value {
    case .object(let object): return object.isModule
    case .mapping:
      if StateDictionary.isOne(candidate.value) { return true }
      return candidate.depth > 0 && StateDictionary.isUsual(key: candidate.key)
        && holdsOnlyWeights(candidate.value, depth: 0)
    case .sequence: return StateDictionary.isListOfPairs(candidate.value)
    default: return false
    }
  }

  /// Whether a mapping consists of mappings of weights, as Megatron's `model` does.
  private static func holdsOnlyWeights(_ value: TorchValue, depth: Int) -> Bool {
    guard depth < deepest, case .mapping(let mapping) = value, !mapping.entries.isEmpty,
      mapping.entries.count <= 1000
    else { return false }
    var holdsSome = false
    for entry in mapping.entries where entry.value.mayHoldTensors && !entry.value.isTensor {
      guard let inner = try? entry.value.value() else { return false }
      guard StateDictionary.isOne(inner) || holdsOnlyWeights(inner, depth: depth + 1) else {
        return false
      }
      holdsSome = true
    }
    return holdsSome
  }
}

extension WeightSearch.Candidate {
  /// How likely the key is to be that of the weights.
  fileprivate var rank: Int { StateDictionary.rank(ofKey: key) }
}
