import Glibc

/// The second names that the parts of a set have while they replace old ones.
///
/// `model.onnx.data` is also `model.onnx.recast-1.data` for that time; the suffix stays the last one,
/// since readers tell formats by it.
struct SecondNames {
  /// The names of the parts with their second names.
  let renamed: [String: String]
  /// The paths of the second names, in the order of the parts.
  let paths: [String]

  private static let mark = "recast-"

  /// Chooses names that nothing has.
  init(_ parts: [String], in folder: Folder) {
    let taken = Set((try? folder.names()) ?? [])
    let names = parts.map(SourceFile.name(of:))
    var number = 1
    while names.contains(where: { taken.contains(Self.secondName(of: $0, number)) }) { number += 1 }
    let chosen = names.map { Self.secondName(of: $0, number) }
    renamed = Dictionary(zip(names, chosen)) { first, _ in first }
    paths = chosen.map { folder.path(of: $0) }
  }

  /// Takes the second names away; the parts keep their own.
  func remove() {
    for path in paths { unsafe unlink(path) }
  }

  /// Removes the second names that killed runs have left for the same parts.
  ///
  /// What another run holds is locked and stays.
  static func removeLeftovers(of parts: [String], in folder: Folder) {
    let names = Set(parts.map(SourceFile.name(of:)))
    for name in (try? folder.names()) ?? [] {
      guard let first = firstName(of: name), names.contains(first) else { continue }
      OutputFile.removeIfUnlocked(folder.path(of: name))
    }
  }

  private static func secondName(of name: String, _ number: Int) -> String {
    let (stem, suffix) = divided(name)
    return "\(stem).\(mark)\(number)\(suffix)"
  }

  /// The name that belongs to a second one; nothing for every other name.
  private static func firstName(of name: String) -> String? {
    let (stem, suffix) = divided(name)
    guard let dot = stem.lastIndex(of: ".") else { return nil }
    let number = stem[stem.index(after: dot)...]
    guard number.hasPrefix(mark), Int(number.dropFirst(mark.count)) != nil else { return nil }
    return String(stem[..<dot]) + String(suffix)
  }

  /// A name before its last dot, and the rest with the dot.
  private static func divided(_ name: String) -> (stem: Substring, suffix: Substring) {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return (name[...], "") }
    return (name[..<dot], name[dot...])
  }
}
