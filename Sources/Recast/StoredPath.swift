/// A path inside a file, in a form in which different spellings are equal.
///
/// `layers[3]` and `layers.2` are the same item, counted from 1 and from 0.
struct StoredPath: Hashable {
  private enum Component: Hashable {
    case name(Substring)
    case position(Int)
  }

  private let components: [Component]

  /// Reads a path.
  ///
  /// - Parameter isExact: false leaves out `layers`, which people leave out.
  init(_ text: String, isExact: Bool = true) {
    var found: [Component] = []
    for part in text.split(separator: ".") {
      var pieces = part.split(separator: "[")[...]
      if !part.hasPrefix("["), let name = pieces.popFirst() {
        found.append(Int(name).map { .position($0) } ?? .name(name))
      }
      for piece in pieces {
        let inside = piece.hasSuffix("]") ? piece.dropLast() : piece
        let position = Int(inside).flatMap { $0 > Int.min ? $0 - 1 : nil }
        found.append(position.map { .position($0) } ?? .name(inside))
      }
    }
    components = isExact ? found : found.filter { $0 != .name("layers") }
  }

  /// Whether this path is another one or leads to something below it.
  func begins(with other: StoredPath) -> Bool {
    components.starts(with: other.components)
  }
}
