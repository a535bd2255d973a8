import ByteIO

/// The roles of the layers of a model whose modules are known.
struct KnownLayers {
  private var roles: [ExactName: LayerRole] = [:]

  /// Takes the modules of a tree in any framework's vocabulary; nothing is known without one.
  init(_ tree: ModuleTree?) {
    guard let tree else { return }
    var open = [tree]
    while let module = open.popLast() {
      if let role = LayerRole(kind: module.kind) {
        roles[ExactName(FluxPaths.fromFlux(module.path))] = role
      }
      open += module.children.reversed()
    }
  }

  /// The role of the layer at a path that is written as PyTorch writes it.
  subscript(path: String) -> LayerRole? { roles[ExactName(path)] }
}
