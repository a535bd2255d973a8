/// The layers that are known, by kind.
public enum LayerCatalog {
  /// The layer that a class name means: `Conv2d`, also behind its module's path.
  public static func layer(_ kind: String) -> (any Layer.Type)? {
    byKind[kind.split(separator: ".").last.map(String.init) ?? kind]
  }

  /// Every layer, by family.
  public static let all: [any Layer.Type] = core + advanced

  private static let byKind: [String: any Layer.Type] = Dictionary(
    all.flatMap { layer in layer.kinds.map { ($0, layer) } },
    uniquingKeysWith: { first, _ in first })
}
