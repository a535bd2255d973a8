import Diagnostics
import ModelIR
import Pickle

/// An argument with which a model was traced: of tensors, whose elements the file leaves out, the type.
indirect enum ScriptExample {
  case tensor(TensorType)
  case list([ScriptExample])
  case dictionary([(key: String, value: ScriptExample)])
  case none
  case other

  private static let depthLimit = 32

  /// The arguments of `forward` in the record of a trace; none for another record.
  static func arguments(_ root: TorchNode) -> [ScriptExample] {
    guard case .mapping(let mapping)? = try? root.value(), let forward = mapping["forward"],
      case .list(let items) = ScriptExample(forward, depth: 0)
    else { return [] }
    return items
  }

  private init(_ node: TorchNode, depth: Int) {
    guard depth < Self.depthLimit else {
      self = .other
      return
    }
    if node.isTensorCall {
      self = Self.tensorType(node).map(ScriptExample.tensor) ?? .other
      return
    }
    switch try? node.value() {
    case .none?: self = .none
    case .sequence(let sequence)?:
      self = .list(sequence.items.map { ScriptExample($0, depth: depth + 1) })
    case .mapping(let mapping)?:
      self = .dictionary(
        mapping.entries.map { ($0.key.keyText, ScriptExample($0.value, depth: depth + 1)) })
    default: self = .other
    }
  }

  /// The type of a tensor as `_rebuild_tensor_v2` is called: storage, offset, sizes, strides.
  private static func tensorType(_ node: TorchNode) -> TensorType? {
    let pickle = node.document.pickle
    guard let object = pickle.object(node.pickle), let arguments = pickle.items(object.arguments),
      arguments.count >= 4, let identifier = pickle.persistentIdentifier(arguments[0]),
      let parts = pickle.items(identifier), parts.count >= 2,
      case .storageClass(let type)? = node.document.meaning(parts[1]),
      let elementType = type.elementType, let sizes = pickle.items(arguments[2])
    else { return nil }
    var shape: [Int] = []
    for size in sizes {
      guard case .integer(let size) = size, size >= 0 else { return nil }
      shape.append(size)
    }
    return TensorType(elementType, Shape(fixed: shape))
  }
}
