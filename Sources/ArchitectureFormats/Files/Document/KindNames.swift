import Architectures

/// What a step's kind may name beside the modules of the file.
enum KindNames {
  /// Whether a kind is a layer or a function.
  static func isKnown(_ kind: String) -> Bool {
    kind == "identity" || kind == "Sequential" || LayerCatalog.layer(kind) != nil
      || ForwardFunctionCatalog.function(kind) != nil
  }

  /// A kind that was perhaps meant.
  static func suggestion(for kind: String) -> String? {
    let wanted = plain(kind)
    let names =
      LayerCatalog.all.flatMap { $0.kinds } + ForwardFunctionCatalog.all.flatMap { $0.names }
    return names.first { plain($0) == wanted }
  }

  private static func plain(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
