/// A path inside a file as the user writes it: `model.layers[3].cell` or `model.layers.2.cell`.
///
/// `[3]` counts from 1 as Julia does; `.2` is the same item counted from 0, as the corpora of other
/// frameworks write it.
struct FluxPath: Hashable, Sendable {
  /// One step.
  enum Component: Hashable, Sendable {
    /// To a name.
    case name(String)
    /// To a position, counted from 0.
    case index(Int)
  }

  /// The steps.
  let components: [Component]

  /// Reads a path; a name that consists of digits is a position.
  init(parsing text: String) {
    var components: [Component] = []
    for part in text.split(separator: ".") {
      var rest = part
      if let open = part.firstIndex(of: "["), part.hasSuffix("]") {
        rest = part[..<open]
        if !rest.isEmpty { components.append(Self.component(rest)) }
        for index in part[open...].split(whereSeparator: { "[]".contains($0) }) {
          if let number = Int(index), number >= 1 {
            components.append(.index(number - 1))
          } else {
            components.append(.name(String(index)))
          }
        }
      } else {
        components.append(Self.component(rest))
      }
    }
    self.components = components
  }

  /// What stands in a path behind a root's, without the dot between them.
  static func relative(_ path: String, under root: String) -> String {
    guard !root.isEmpty, path.hasPrefix(root) else { return path }
    let rest = path.dropFirst(root.count)
    return String(rest.first == "." ? rest.dropFirst() : rest)
  }

  private static func component(_ text: Substring) -> Component {
    if let number = Int(text), number >= 0 { return .index(number) }
    return .name(String(text))
  }
}
