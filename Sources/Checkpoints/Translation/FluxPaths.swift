/// The steps of paths, which Flux writes `layers[1]` and PyTorch `0`.
enum FluxPaths {
  private static let open = "layers["

  /// A path of Flux as PyTorch writes it: `layers[1].layers[2]` becomes `0.1`.
  static func fromFlux(_ path: String) -> String {
    guard path.utf8.contains(UInt8(ascii: "[")) else { return path }
    return changing(path) { component in
      guard component.hasPrefix(open), component.hasSuffix("]") else { return nil }
      return number(component.dropFirst(open.count).dropLast()).flatMap { position in
        position >= 1 ? "\(position - 1)" : nil
      }
    }
  }

  /// A path of PyTorch as Flux writes it: `features.0` becomes `features.layers[1]`.
  static func toFlux(_ path: String) -> String {
    changing(path) { component in
      number(component).flatMap { position in
        position < Int.max ? "\(open)\(position + 1)]" : nil
      }
    }
  }

  private static func changing(_ path: String, _ change: (Substring) -> String?) -> String {
    path.split(separator: ".", omittingEmptySubsequences: false)
      .map { change($0) ?? String($0) }.joined(separator: ".")
  }

  /// The number that a text is, as programs write it: without a sign and without leading zeros.
  private static func number(_ text: Substring) -> Int? {
    guard let first = text.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
      first != UInt8(ascii: "0") || text.utf8.count == 1
    else { return nil }
    return Int(text)
  }
}
