import Pickle

extension PickleDocument {
  /// The persistent references that are reachable from the root, each once, in the order of the file's
  /// structure.
  func reachablePersistentReferences() -> [PickleValue] {
    var references: [PickleValue] = []
    var seen: Set<PickleValue> = []
    var pending = [root]
    while let value = pending.popLast() {
      switch value {
      case .list, .tuple, .set, .frozenSet, .dictionary, .object, .persistent: break
      default: continue
      }
      guard seen.insert(value).inserted else { continue }
      let inner = directParts(of: value)
      if case .persistent = value { references.append(value) }
      pending.append(contentsOf: inner.reversed())
    }
    return references
  }

  private func directParts(of value: PickleValue) -> [PickleValue] {
    switch value {
    case .list(let id), .tuple(let id), .set(let id), .frozenSet(let id):
      return Array(items(id))
    case .dictionary(let id):
      return pairs(id).flatMap { [$0.key, $0.value] }
    case .object(let id):
      let object = object(id)
      var parts = [object.callable, object.arguments]
      if let keywords = object.keywords { parts.append(keywords) }
      parts.append(contentsOf: object.states)
      parts.append(contentsOf: object.appended)
      for pair in object.items { parts += [pair.key, pair.value] }
      parts.append(contentsOf: object.added)
      return parts
    default:
      return []
    }
  }
}
