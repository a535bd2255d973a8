import Checkpoints
import Diagnostics

/// Whether a forward pass is known of every module that runs.
enum ForwardReadiness {
  /// One diagnostic for each module whose forward pass nobody knows.
  static func problems(of root: ModuleTree) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var open = [root]
    while let module = open.popLast() {
      switch module.forward {
      case .layer:
        if LayerCatalog.layer(module.kind) == nil { found.append(unknownKind(module)) }
      case .sequential: open += module.children.reversed()
      case .steps(let steps):
        for step in steps.steps.reversed() {
          if case .child(let index) = step.operation, module.children.indices.contains(index) {
            open.append(module.children[index])
          }
        }
      case .unknown: found.append(unknownForward(module))
      }
    }
    return found
  }

  static func unknownForward(_ module: ModuleTree) -> Diagnostic {
    Diagnostic(
      .forwardUnknown,
      "what \(module.kind) computes is not told by its layers; "
        + "give an architecture file with --architecture",
      at: Location(path: module.path.isEmpty ? nil : module.path))
  }

  static func unknownKind(_ module: ModuleTree) -> Diagnostic {
    Diagnostic(
      .unknownLayerKind, "no layer is called '\(module.kind)'",
      at: Location(path: module.path.isEmpty ? nil : module.path))
  }
}
