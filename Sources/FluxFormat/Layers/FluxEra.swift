/// A range of Flux's releases, as far as a struct's fields tell.
struct FluxEra: Hashable, Sendable {
  /// A release: `0.12.6` is [0, 12, 6].
  private typealias Release = [Int]

  private let first: Release?
  private let last: Release?

  /// Every release.
  static let any = FluxEra(first: nil, last: nil)

  /// A release and all after it.
  static func since(_ first: String) -> FluxEra { FluxEra(first: release(first), last: nil) }

  /// A release and all before it.
  static func until(_ last: String) -> FluxEra { FluxEra(first: nil, last: release(last)) }

  /// All releases from one to another, both included.
  static func between(_ first: String, _ last: String) -> FluxEra {
    FluxEra(first: release(first), last: release(last))
  }

  /// The releases that are in both ranges, or nothing if the two contradict each other.
  func intersection(_ other: FluxEra) -> FluxEra? {
    let firsts = [first, other.first].compactMap(\.self)
    let lasts = [last, other.last].compactMap(\.self)
    let newest = firsts.max { $0.lexicographicallyPrecedes($1) }
    let oldest = lasts.min { $0.lexicographicallyPrecedes($1) }
    if let newest, let oldest, oldest.lexicographicallyPrecedes(newest) { return nil }
    return FluxEra(first: newest, last: oldest)
  }

  /// The range in words, or nothing for every release.
  var text: String? {
    func text(_ release: Release) -> String { release.map(String.init).joined(separator: ".") }
    switch (first, last) {
    case (nil, nil): return nil
    case (let first?, nil): return "\(text(first)) or later"
    case (nil, let last?): return "\(text(last)) or earlier"
    case (let first?, let last?):
      return first == last ? text(first) : "\(text(first)) to \(text(last))"
    }
  }

  private static func release(_ text: String) -> Release {
    text.split(separator: ".").compactMap { Int($0) }
  }
}
