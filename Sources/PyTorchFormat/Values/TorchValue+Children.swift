import Pickle

/// How a value is reached from the one that it stands in.
enum TorchPathStep: Sendable {
  case key(TorchNode)
  case index(Int)
  case name(String)
  /// A part that names leave out: `_modules` and `_parameters` of a module.
  case unnamed

  /// The step as a part of a name; nothing where names leave it out.
  var text: String? {
    switch self {
    case .key(let node): node.keyText
    case .index(let index): String(index)
    case .name(let name): name
    case .unnamed: nil
    }
  }
}

extension TorchValue {
  /// A value inside of another.
  typealias Child = (step: TorchPathStep, node: TorchNode)

  /// Attributes of modules that repeat what stands among the parameters.
  static let repeatedAttributes: Set<String> = [
    "_flat_weights", "_flat_weight_refs", "_all_weights",
  ]

  /// What is inside and fulfils a condition, in the file's order.
  func children(where isWanted: (TorchNode) -> Bool) -> [Child] {
    guard case .mapping(let mapping) = self else { return children.filter { isWanted($0.node) } }
    var children: [Child] = []
    children.reserveCapacity(mapping.entries.count)
    for entry in mapping.entries where isWanted(entry.value) {
      children.append((.key(entry.key), entry.value))
    }
    for attribute in mapping.attributes where isWanted(attribute.value) {
      children.append((.name(attribute.name), attribute.value))
    }
    return children
  }

  /// What is inside, in the file's order.
  var children: [Child] {
    switch self {
    case .sequence(let sequence):
      sequence.items.enumerated().map { (.index($0.offset), $0.element) }
    case .mapping(let mapping):
      mapping.entries.map { (.key($0.key), $0.value) }
        + mapping.attributes.map { (.name($0.name), $0.value) }
    case .composite(let composite): composite.parts.map { (.name($0.name), $0.value) }
    case .tensor(let tensor): tensor.attributes.map { (.name($0.name), $0.value) }
    case .object(let object): Self.children(of: object)
    case .file(let document): [(.unnamed, document.root)]
    default: []
    }
  }

  private static func children(of object: TorchObject) -> [Child] {
    if object.isModule {
      return object.attributes.compactMap { attribute in
        switch attribute.name {
        case "_parameters", "_buffers", "_modules": (.unnamed, attribute.value)
        case _ where repeatedAttributes.contains(attribute.name): nil
        default: (.name(attribute.name), attribute.value)
        }
      }
    }
    var children: [Child] = object.arguments.enumerated().map { (.index($0.offset), $0.element) }
    children += object.attributes.filter { !repeatedAttributes.contains($0.name) }.map {
      (.name($0.name), $0.value)
    }
    if let state = object.otherState { children.append((.unnamed, state)) }
    if case .object = object.callable.pickle {
      children.append((.name("callable"), object.callable))
    }
    return children
  }
}
