/// Names of which no two are the same.
package struct UniqueNames: Sendable {
  private var taken: Set<String> = []
  /// The first number behind each name that was not tried yet; those before it are taken.
  private var nextSuffixes: [String: Int] = [:]

  /// Makes an empty set.
  package init() {}

  /// Makes room for so many names.
  package mutating func reserveCapacity(_ count: Int) { taken.reserveCapacity(count) }

  /// Adds names that may be there already.
  package mutating func formUnion(_ names: some Sequence<String>) { taken.formUnion(names) }

  /// Adds a name that may be there already.
  package mutating func insert(_ name: String) { taken.insert(name) }

  /// Takes a name away.
  package mutating func remove(_ name: String) {
    guard taken.remove(name) != nil else { return }
    // A number before those that were tried may be free again.
    nextSuffixes = [:]
  }

  /// Inserts a name, with the first free `_1`, `_2` … if it is taken, and returns it.
  package mutating func insertUnique(_ wanted: String) -> String {
    if taken.insert(wanted).inserted { return wanted }
    var suffix = nextSuffixes[wanted] ?? 1
    while true {
      let name = "\(wanted)_\(suffix)"
      suffix += 1
      if taken.insert(name).inserted {
        nextSuffixes[wanted] = suffix
        return name
      }
    }
  }
}
