public import Checkpoints

/// A family of the catalogue that a checkpoint's tensors belong to.
public struct ArchitectureMatch: Sendable {
  /// The family.
  public let architecture: ArchitectureFile
  /// What stands before the family's own names, behind what wrappers put there: empty, `bert.`.
  public let prefix: String
  /// Which member of the family it is: `resnet50`.
  public let variant: String?

  /// The checkpoint under the family's own names; entries beside the prefix keep theirs.
  public func underOwnNames(_ checkpoint: Checkpoint) -> Checkpoint {
    checkpoint.removing(prefix: prefix)
  }
}

extension Checkpoint {
  /// The checkpoint without wrappers and a prefix in its names; entries that do not have the prefix
  /// keep their names.
  package func removing(prefix: String) -> Checkpoint {
    guard !prefix.isEmpty else { return self }
    let names = entries.map(\.name)
    let plain = ParameterPrefix.removingWrappers(from: names)?.names ?? names
    var copy = self
    copy.entries = zip(plain, entries).map { name, entry in
      let own = name.utf8.starts(with: prefix.utf8) ? String(name.dropFirst(prefix.count)) : name
      return Entry(name: own, weight: entry.weight, facts: entry.facts)
    }
    var versions: [String: Int] = [:]
    let stem = String(prefix.dropLast())
    for (path, version) in moduleVersions {
      if path == stem {
        versions[""] = version
      } else if path.hasPrefix(prefix) {
        versions[String(path.dropFirst(prefix.count))] = version
      } else {
        versions[path] = version
      }
    }
    copy.moduleVersions = versions
    return copy
  }
}
