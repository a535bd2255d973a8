extension Set<String> {
  /// Inserts a name, with the first free `_1`, `_2` … if it is taken, and returns it.
  package mutating func insertUnique(_ wanted: String) -> String {
    var name = wanted
    var suffix = 1
    while !insert(name).inserted {
      name = "\(wanted)_\(suffix)"
      suffix += 1
    }
    return name
  }
}
