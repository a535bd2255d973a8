public import Checkpoints

extension Layer {
  /// The layer as a module with its tensors and, below it, those of the children that it brings.
  ///
  /// - Parameters:
  ///   - path: the path from the root.
  ///   - name: the name in its parent.
  ///   - kind: the class name as the source spells it; today's where it says none.
  public func tree(path: String, name: String? = nil, kind: String? = nil) -> ModuleTree {
    let kind = kind ?? Self.kinds.first ?? ""
    return ModuleTree(
      path: path, name: name, kind: kind, text: "\(kind)(\(extraText))",
      hyperparameters: hyperparameters, parameters: parameters,
      children: children.map { child in
        child.layer.tree(
          path: path.isEmpty ? child.name : "\(path).\(child.name)", name: child.name)
      },
      forward: .layer)
  }
}
