import Architectures
import Checkpoints
import Diagnostics
import ModelIR
import Pickle

extension ModuleTree {
  /// Whether it is known of every module that runs how it computes.
  var isComputable: Bool {
    switch forward {
    case .layer: true
    case .sequential: children.allSatisfy(\.isComputable)
    case .steps, .unknown: false
    }
  }
}

extension TorchModuleReader {
  /// The module and everything inside of it as a tree.
  ///
  /// - Parameter prefix: what stands before all paths: where the module is in its file.
  /// - Throws: what reading a tensor raises.
  func tree(prefix: String = "") throws(Diagnostic) -> ModuleTree {
    let shapes = StoredShapes(
      try state().map { entry in
        (
          entry.name,
          StoredShapes.Tensor(
            elementType: entry.tensor.weight.elementType, shape: entry.tensor.weight.shape)
        )
      })
    var path: Set<TorchNode> = []
    return try tree(path: "", name: nil, prefix: prefix, shapes: shapes, above: &path)
  }

  private func tree(
    path: String, name: String?, prefix: String, shapes: StoredShapes, above: inout Set<TorchNode>
  ) throws(Diagnostic) -> ModuleTree {
    above.insert(node)
    defer { above.remove(node) }
    var inside: [ModuleTree] = []
    for (childName, child) in children {
      guard let child, !above.contains(child.node), above.count < Self.deepest else { continue }
      inside.append(
        try child.tree(
          path: TorchNamePath.joined(path, childName), name: childName, prefix: prefix,
          shapes: shapes, above: &above))
    }
    let kind = object.className.name
    var hyperparameters = Hyperparameters()
    var text = kind
    var forward = ForwardPass.unknown
    switch TorchModuleKind(object.className) {
    case .sequential: forward = .sequential
    case .layer(let type):
      var settings = LayerSettings(
        kind: kind, path: path, given: self.settings(), stored: shapes, refusesUnknown: false)
      if let layer = try? type.init(&settings) {
        hyperparameters = layer.hyperparameters
        let extra = layer.extraText
        text = extra.isEmpty && !inside.isEmpty ? kind : "\(kind)(\(extra))"
        forward = .layer
      } else {
        hyperparameters = self.settings(depth: 0)
      }
    case .unknown:
      hyperparameters = settings(depth: 0)
      if object.source != nil { text += ", its Python source is in the file" }
    }
    // A hook is code that runs around the module and is not in the file.
    if let hook = firstHook {
      forward = .unknown
      text += " with \(hook)"
    }
    return ModuleTree(
      path: TorchNamePath.joined(prefix, path.isEmpty ? nil : path), name: name,
      kind: isFrameworkKind(forward) ? kind : object.className.description, text: text,
      hyperparameters: hyperparameters, parameters: try ownParameters(), children: inside,
      forward: forward)
  }

  private func isFrameworkKind(_ forward: ForwardPass) -> Bool {
    forward != .unknown || object.className.module.hasPrefix("torch.nn")
  }

  private func ownParameters() throws(Diagnostic) -> [ModuleTree.Parameter] {
    try tensors().map { entry in
      ModuleTree.Parameter(
        name: entry.name, elementType: entry.tensor.weight.elementType,
        shape: entry.tensor.weight.shape, isTrainable: !entry.isBuffer,
        isOptional: entry.name == "num_batches_tracked")
    }
  }

  /// The first hook on what the module computes: `weight_norm`.
  private var firstHook: String? {
    for attribute in ["_forward_pre_hooks", "_forward_hooks"] {
      for (_, node) in entries(attribute) {
        switch try? node.value() {
        case .object(let hook):
          switch hook.className.name {
          case "WeightNorm": return "weight_norm"
          case "SpectralNorm": return "spectral_norm"
          default: return "a hook of class \(hook.className.name)"
          }
        default: return "a hook"
        }
      }
    }
    return nil
  }
}
