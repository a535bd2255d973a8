import Checkpoints
import ModelIR

/// The tree that the names of a state dict make; of the modules nothing but their names is known.
enum ParameterTree {
  /// More tensors are not shown as a tree.
  static let mostTensors = 20_000
  private static let deepest = 64

  /// The tree of tensors by name; nothing for too many.
  static func tree(
    _ tensors: [(name: String, tensor: TorchTensor)], path: String
  ) -> ModuleTree? {
    guard tensors.count <= mostTensors, !tensors.isEmpty else { return nil }
    let split = tensors.map { entry in
      (
        parts: entry.name.split(separator: ".", omittingEmptySubsequences: false)[...],
        tensor: entry.tensor
      )
    }
    return module(split[...], path: path, name: nil, depth: 0)
  }

  private typealias Named = (parts: ArraySlice<Substring>, tensor: TorchTensor)

  private static func module(
    _ tensors: ArraySlice<Named>, path: String, name: String?, depth: Int
  ) -> ModuleTree {
    var parameters: [ModuleTree.Parameter] = []
    var order: [Substring] = []
    var groups: [[UInt8]: [Named]] = [:]
    for (parts, tensor) in tensors {
      if parts.count <= 1 || depth >= deepest {
        parameters.append(
          ModuleTree.Parameter(
            name: parts.joined(separator: "."), elementType: tensor.weight.elementType,
            shape: tensor.weight.shape, isTrainable: isTrainable(parts, tensor)))
        continue
      }
      let first = parts[parts.startIndex]
      let key = Array(first.utf8)
      if groups[key] == nil { order.append(first) }
      groups[key, default: []].append((parts.dropFirst(), tensor))
    }
    let children = order.map { first in
      module(
        (groups[Array(first.utf8)] ?? [])[...],
        path: path.isEmpty ? String(first) : "\(path).\(first)", name: String(first),
        depth: depth + 1)
    }
    let sizes = parameters.map { parameter in
      "\(parameter.name) [\(parameter.shape.map(String.init).joined(separator: ", "))]"
    }
    return ModuleTree(
      path: path, name: name, kind: "",
      text: children.isEmpty ? sizes.joined(separator: ", ") : "Module", parameters: parameters,
      children: children)
  }

  /// Running statistics and counters are not trained.
  private static func isTrainable(_ parts: ArraySlice<Substring>, _ tensor: TorchTensor) -> Bool {
    guard tensor.weight.elementType.isFloatingPoint || tensor.weight.elementType.isComplex else {
      return false
    }
    return parts.last != "running_mean" && parts.last != "running_var"
  }
}
