import Diagnostics
import Pickle

extension TorchDocument {
  /// What an object means, by the class or function that would make it.
  func object(
    _ object: PickleObject, _ value: PickleValue, depth: Int
  ) throws(Diagnostic) -> TorchValue {
    guard let meaning = meaning(object.callable) else { return opaque(object) }
    let arguments = pickle.items(object.arguments).map { Array($0) } ?? []
    if meaning.makesTensor {
      let call = TensorCall(
        callable: object.callable, arguments: arguments, states: Array(object.states))
      return try tensorValue(call, meaning, depth: depth)
    }
    switch meaning {
    case .loadFromBytes: return try nested(arguments, value)
    case .orderedDictionary, .defaultDictionary, .counter, .dictionary:
      return .mapping(dictionary(object, meaning, arguments))
    case .deque, .collection: return collection(object, meaning, arguments)
    case .blankInstance, .newInstance:
      return try instance(object, arguments, depth: depth)
    case .arrayReconstruct, .arrayScalar, .arrayElementType, .arrayFromBuffer:
      return try array(object, meaning, arguments, depth: depth)
    case .attributes:
      return .mapping(
        TorchMapping(
          className: className(object.callable).name, entries: stateEntries(object),
          attributes: []))
    case .configurationMapping, .configurationList, .configurationLeaf:
      return try configuration(object, meaning, depth: depth)
    case .typeTag, .taggedList:
      guard let first = arguments.first else { return opaque(object) }
      return try self.value(first, depth: depth)
    default:
      return try smallValue(object, meaning, arguments, depth: depth) ?? opaque(object)
    }
  }

  /// An object of a class that means nothing here: shown, never made.
  func opaque(_ object: PickleObject, callable: PickleValue? = nil) -> TorchValue {
    let callable = callable ?? object.callable
    let name = className(callable)
    let attributes = attributes(object.states)
    if !object.items.isEmpty {
      return .mapping(mapping(name.description, object.items, attributes: attributes))
    }
    if !object.appended.isEmpty || !object.added.isEmpty {
      return .sequence(
        TorchSequence(
          className: name.description, items: nodes(object.appended) + nodes(object.added)))
    }
    let other = object.states.first { pickle.pairs($0) == nil && !$0.isNone }
    return .object(
      TorchObject(
        className: name, source: moduleClass(callable)?.source,
        arguments: items(object.arguments), attributes: attributes,
        otherState: attributes.isEmpty ? other.map { node($0) } : nil,
        isCall: object.form == .reduce, callable: node(callable),
        hasByteStringKeys: object.states.contains { state in
          if case .byteString? = pickle.pairs(state)?.first?.key { true } else { false }
        }))
  }

  /// The entries of a state that is a dictionary.
  private func stateEntries(_ object: PickleObject) -> TorchEntries {
    TorchEntries(
      object.states.flatMap { pickle.pairs($0).map { Array($0) } ?? [] }, in: self)
  }

  private func nested(
    _ arguments: [PickleValue], _ value: PickleValue
  ) throws(Diagnostic) -> TorchValue {
    guard arguments.count == 1, let bytes = try byteArgument(arguments[0]) else {
      return .note("a call of torch.storage._load_from_bytes without bytes")
    }
    let document = try nestedDocument(bytes, for: value)
    let root = try document.root.value()
    switch root {
    case .mapping, .sequence, .object: return .file(document)
    default: return root
    }
  }

  /// Bytes as an argument, also those that protocol 2 spells as a text.
  func byteArgument(_ value: PickleValue, depth: Int = 0) throws(Diagnostic) -> PickleBytes? {
    if let bytes = pickle.byteString(value) { return bytes }
    if case .bytes(let bytes) = try self.value(value, depth: depth) { return bytes }
    return nil
  }

  /// A dictionary of any of Python's classes, in the forms that protocols and versions write.
  private func dictionary(
    _ object: PickleObject, _ meaning: TorchGlobal, _ arguments: [PickleValue]
  ) -> TorchMapping {
    if arguments.isEmpty || (meaning == .defaultDictionary && arguments.count == 1) {
      return mapping(
        className(object.callable).name, object.items, attributes: attributes(object.states))
    }
    var entries: [(key: PickleValue, value: PickleValue)] = []
    for argument in arguments {
      if let pairs = pickle.pairs(argument) {
        entries += Array(pairs)
      } else if let items = pickle.items(argument) {
        // Python 2 passes a list of lists of two.
        for item in items {
          guard let pair = pickle.items(item), pair.count == 2 else { continue }
          entries.append((pair[0], pair[1]))
        }
      }
    }
    entries += Array(object.items)
    return TorchMapping(
      className: className(object.callable).name, entries: TorchEntries(entries, in: self),
      attributes: attributes(object.states))
  }

  private func collection(
    _ object: PickleObject, _ meaning: TorchGlobal, _ arguments: [PickleValue]
  ) -> TorchValue {
    let inside = arguments.first.map { items($0) } ?? []
    return .sequence(
      TorchSequence(
        className: className(object.callable).name,
        items: inside + nodes(object.appended) + nodes(object.added)))
  }

  /// `copyreg._reconstructor(class, base, state)` and `copyreg.__newobj__(class, …)`.
  private func instance(
    _ object: PickleObject, _ arguments: [PickleValue], depth: Int
  ) throws(Diagnostic) -> TorchValue {
    guard let type = arguments.first else { return opaque(object) }
    switch meaning(type) {
    case .attributes:
      return .mapping(
        TorchMapping(
          className: className(type).name, entries: stateEntries(object), attributes: []))
    case .configurationMapping, .configurationList, .configurationLeaf:
      return try configuration(object, meaning(type) ?? .opaque, depth: depth)
    default:
      // The base's state: the entries of a subclass of dict, the items of one of list.
      guard arguments.count == 3, object.items.isEmpty, object.appended.isEmpty else {
        return opaque(object, callable: type)
      }
      if let pairs = pickle.pairs(arguments[2]) {
        return .mapping(
          mapping(className(type).description, pairs, attributes: attributes(object.states)))
      }
      return opaque(object, callable: type)
    }
  }

  /// The containers of omegaconf, reduced to what they contain.
  private func configuration(
    _ object: PickleObject, _ meaning: TorchGlobal, depth: Int
  ) throws(Diagnostic) -> TorchValue {
    let attributes = attributes(object.states)
    let content = attributes.first { $0.name == "_content" }?.value.pickle
    switch meaning {
    case .configurationLeaf:
      guard let value = attributes.first(where: { $0.name == "_val" })?.value.pickle else {
        return .none
      }
      return try self.value(value, depth: depth)
    case .configurationList:
      guard let content, pickle.items(content) != nil else { return .none }
      return .sequence(TorchSequence(className: "ListConfig", items: items(content)))
    default:
      guard let content, let pairs = pickle.pairs(content) else { return .none }
      return .mapping(mapping("DictConfig", pairs))
    }
  }
}
