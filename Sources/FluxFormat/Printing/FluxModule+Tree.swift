import Checkpoints
import ModelIR

extension FluxModule {
  /// The module and all inside as a tree that knows nothing of Flux.
  func tree(name: String? = nil, under root: String = "") -> ModuleTree {
    ModuleTree(
      path: FluxPath.relative(path, under: root), name: name, kind: kind, text: printedText,
      parameters: ownParameters,
      children: children.map { $0.module.tree(name: $0.name, under: root) })
  }

  /// The kind as Flux calls it.
  var kind: String {
    switch self {
    case .layer(let layer, _): type(of: layer).typeNames[0]
    case .function(let function, _): function.name
    case .callable: "function"
    case .opaque(let structure, _, _): "\(structure.type)"
    case .unreadable(_, let kind, _): kind
    }
  }

  private var ownParameters: [ModuleTree.Parameter] {
    guard let layer else { return [] }
    return layer.parameters.compactMap { parameter in
      parameter.array.elementType.map {
        ModuleTree.Parameter(
          name: parameter.name, elementType: $0, shape: parameter.array.dimensions,
          isTrainable: parameter.isTrainable)
      }
    }
  }

  /// What the module is, with its number of parameters.
  var countText: String {
    let tree = tree()
    let count = tree.trainableElementCount
    let parts = children.count == 1 ? "part" : "parts"
    let inside = children.isEmpty ? "" : " of \(children.count) \(parts)"
    return "\(kind)\(inside), \(count) \(count == 1 ? "parameter" : "parameters")"
  }
}
