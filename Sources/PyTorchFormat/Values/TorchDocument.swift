import Diagnostics
import ModelIR
import Pickle
import Synchronization

/// One pickled object of a file, read by what PyTorch's own classes and functions mean.
///
/// Nothing is called: an exact table gives names their meaning, and the rest is opaque.
final class TorchDocument: Sendable {
  /// Opens a PyTorch file that stands in a byte string of this one.
  typealias NestedOpener =
    @Sendable (PickleBytes, TorchDocument) throws(Diagnostic) -> TorchDocument

  /// Where the object and its storages come from.
  let container: any TorchContainer
  /// The object.
  let pickle: PickleDocument
  /// How many files this one is inside of.
  let nesting: Int

  /// What each of the pickle's classes and functions means, by its place.
  private let meanings: [TorchGlobal]
  /// Which of them are the function that rebuilds nearly every tensor, and which make tensors at all.
  private let tensorRebuilders: [Bool]
  private let tensorMakers: [Bool]
  private let openNested: NestedOpener
  private let nested = Mutex<[PickleValue: TorchDocument]>([:])

  /// Values that stand for others are followed so many times; more is a value that stands for itself.
  static let mostIndirections = 32

  /// Reads a container's object.
  init(_ container: any TorchContainer, nesting: Int = 0, openNested: @escaping NestedOpener) {
    self.container = container
    self.nesting = nesting
    self.openNested = openNested
    let pickle = container.document
    self.pickle = pickle
    meanings = pickle.globals.map { value in
      pickle.global(value).map { .meaning(module: $0.module, name: $0.name) } ?? .opaque
    }
    tensorRebuilders = meanings.map { $0 == .rebuildTensor }
    tensorMakers = meanings.map(\.makesTensor)
  }

  /// Whether a class or function is the one that rebuilds nearly every tensor.
  func rebuildsTensor(_ id: PickleGlobalID) -> Bool {
    id.position < tensorRebuilders.count && tensorRebuilders[id.position]
  }

  /// Whether a class or function makes a tensor.
  func makesTensor(_ value: PickleValue) -> Bool {
    guard case .global(let id) = value, id.position < tensorMakers.count else { return false }
    return tensorMakers[id.position]
  }

  /// The object itself.
  var root: TorchNode { TorchNode(document: self, pickle: pickle.root) }

  /// A value of this document.
  func node(_ value: PickleValue) -> TorchNode { TorchNode(document: self, pickle: value) }

  /// Values of this document.
  func nodes(_ items: some Sequence<PickleValue>) -> [TorchNode] { items.map { node($0) } }

  /// What a class or function means; nothing for anything but a name.
  func meaning(_ value: PickleValue) -> TorchGlobal? {
    guard case .global(let id) = value, id.position < meanings.count else { return nil }
    return meanings[id.position]
  }

  /// The names that a pickle may not call, in the order of the file.
  var forbiddenNames: [TorchClassName] {
    var names: [TorchClassName] = []
    for value in pickle.globals where meaning(value) == .forbidden {
      let name = className(value)
      if !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The name of a class or function, also of one that is given by its source text.
  func className(_ value: PickleValue) -> TorchClassName {
    if let global = pickle.global(value) {
      return TorchClassName(module: global.module, name: global.name)
    }
    if let module = moduleClass(value) {
      return TorchClassName(module: module.module, name: module.name)
    }
    return TorchClassName(module: "", name: value.kindDescription)
  }

  /// The class that a persistent reference stands for.
  func moduleClass(_ value: PickleValue) -> TorchModuleClass? {
    guard case .persistent = value, case .moduleClass(let found)? = try? container.resolve(value)
    else { return nil }
    return found
  }

  /// The document in a byte string, opened once.
  func nestedDocument(
    _ bytes: PickleBytes, for value: PickleValue
  ) throws(Diagnostic) -> TorchDocument {
    if let known = nested.withLock({ $0[value] }) { return known }
    let document = try openNested(bytes, self)
    nested.withLock { $0[value] = document }
    return document
  }
}

extension TorchDocument: Hashable {
  static func == (left: TorchDocument, right: TorchDocument) -> Bool { left === right }

  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension TorchNode {
  /// Whether it is a call of a function that makes a tensor.
  var isTensorCall: Bool {
    document.pickle.callable(pickle).map { document.makesTensor($0) } ?? false
  }

  /// Whether it is a tensor, told without reading it.
  var isTensor: Bool {
    guard let callable = document.pickle.callable(pickle) else {
      if case .persistent = pickle, case .tensor? = try? document.container.resolve(pickle) {
        return true
      }
      return false
    }
    if document.makesTensor(callable) { return true }
    if let meaning = document.meaning(callable) {
      switch meaning {
      case .arrayReconstruct, .arrayFromBuffer: return (try? value())?.isTensor ?? false
      case .loadFromBytes: return (try? value())?.isTensor ?? false
      default: return false
      }
    }
    return false
  }
}

extension TorchValue {
  /// Whether it is a tensor or consists of some.
  var isTensor: Bool {
    switch self {
    case .tensor, .composite: true
    default: false
    }
  }
}
