/// Every layer of Flux that can be read, listed once.
enum FluxLayerCatalog {
  /// The layers' types.
  static let layers: [any FluxLayer.Type] = [
    Chain.self, Dense.self,
  ]

  /// The packages that define Flux's layers.
  private static let packages: Set<String> = ["Flux", "Tracker"]

  private static let byName: [String: any FluxLayer.Type] = {
    var result: [String: any FluxLayer.Type] = [:]
    for layer in layers {
      for name in layer.typeNames { result[name] = layer }
    }
    return result
  }()

  /// The layer that a struct of this type is; a type of the same name in another package is not.
  static func layer(for type: JuliaType) -> (any FluxLayer.Type)? {
    packages.contains(type.package) ? byName[type.name] : nil
  }
}
