import ModelIR

/// One tensor on its way from one framework's names and layouts to another's.
struct LayerTensor: Sendable {
  /// The path of the module that owns it, its steps written as PyTorch writes them: `encoder.0`.
  var path: String
  /// The name inside the module.
  var name: String
  /// What kind of layer the module is.
  var role = LayerRole.other
  /// The elements.
  var weight: Weight
  /// What the source says of it beside type and sizes.
  var facts: [MetadataEntry] = []

  /// Takes a checkpoint's entry, its name cut behind the last dot.
  init(_ entry: Checkpoint.Entry) {
    let (path, name) = Self.split(entry.name)
    self.init(path: path, name: name, weight: entry.weight, facts: entry.facts)
  }

  init(
    path: String, name: String, role: LayerRole = .other, weight: Weight,
    facts: [MetadataEntry] = []
  ) {
    self.path = path
    self.name = name
    self.role = role
    self.weight = weight
    self.facts = facts
  }

  /// Path and name in one.
  var fullName: String { Self.joined(path, name) }

  /// The same elements under another name.
  func named(_ name: String) -> LayerTensor {
    var copy = self
    copy.name = name
    return copy
  }

  /// The path cut behind its last dot, or nothing for one that is not below `component`.
  static func parent(of path: String, over component: String) -> String? {
    if path.utf8.elementsEqual(component.utf8) { return "" }
    let suffix = ".\(component)"
    return path.hasSuffix(suffix) ? String(path.dropLast(suffix.count)) : nil
  }

  /// A path with one step more.
  static func joined(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  /// A name cut behind its last dot.
  static func split(_ name: String) -> (path: String, name: String) {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return ("", name) }
    return (String(name[..<dot]), String(name[name.utf8.index(after: dot)...]))
  }
}
