/// The entries of a mapping that are taken one by one, by key.
package struct YAMLFields {
  /// The entries that nobody took.
  package private(set) var rest: [YAMLEntry]
  /// The keys that were asked for.
  package private(set) var taken: [String] = []

  /// Makes fields of entries.
  package init(_ entries: [YAMLEntry]) { rest = entries }

  /// Whether a key is there and not yet taken.
  package func has(_ key: String) -> Bool { rest.contains { $0.key == key } }

  /// The value of a key, which is then no longer there.
  package mutating func take(_ key: String) -> YAMLNode? {
    taken.append(key)
    guard let index = rest.firstIndex(where: { $0.key == key }) else { return nil }
    return rest.remove(at: index).value
  }
}
