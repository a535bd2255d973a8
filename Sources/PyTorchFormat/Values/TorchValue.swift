import Diagnostics
import ModelIR
import Pickle

/// A value of a pickled object together with the document that it stands in; equal by identity.
struct TorchNode: Hashable, Sendable {
  /// The document.
  let document: TorchDocument
  /// The value there.
  let pickle: PickleValue

  /// What it means.
  ///
  /// - Throws: a diagnostic for a tensor that contradicts itself or its storage.
  func value() throws(Diagnostic) -> TorchValue { try document.value(pickle) }
}

/// What a pickled value means; what is inside of it is a node and is read on demand.
enum TorchValue: Sendable {
  case none
  case boolean(Bool)
  case integer(Int)
  /// An integer of more than 64 bits, by its number of bits.
  case longInteger(bitCount: Int)
  case number(Double)
  case complex(real: Double, imaginary: Double)
  case text(String)
  case bytes(PickleBytes)
  /// A value of PyTorch, NumPy or Python that is known by its name: `torch.float16`, `cuda:1`.
  case name(String)
  case sequence(TorchSequence)
  case mapping(TorchMapping)
  case tensor(TorchTensor)
  /// A tensor that consists of several: a sparse or a nested one.
  case composite(TorchComposite)
  case object(TorchObject)
  /// A class or function.
  case global(TorchClassName)
  case storage(TorchStorage)
  /// A whole PyTorch file inside of a byte string.
  case file(TorchDocument)
  /// Something that is known and has nothing inside that is read: `numpy array of 3 texts`.
  case note(String)
}

/// The name of a class or function.
struct TorchClassName: Hashable, Sendable, CustomStringConvertible {
  /// The Python module: `torch.nn.modules.linear`.
  let module: String
  /// The class or function: `Linear`.
  let name: String

  /// The name as Python writes it: `torch.nn.modules.linear.Linear`.
  var description: String { module.isEmpty ? name : "\(module).\(name)" }
}

/// A list, tuple, set or something else with items in an order.
struct TorchSequence: Sendable {
  /// The class, as Python calls it: `tuple`.
  let className: String
  /// The items.
  let items: [TorchNode]
}

/// A dictionary or something that is used as one.
struct TorchMapping: Sendable {
  /// One entry of a mapping.
  struct Entry: Sendable {
    let key: TorchNode
    let value: TorchNode
  }

  /// The class, as Python calls it: `OrderedDict`.
  let className: String
  /// The entries in the file's order.
  let entries: TorchEntries
  /// Attributes that the object carries beside its entries: `_metadata`.
  let attributes: [TorchAttribute]

  /// The value of a key that is a text.
  subscript(name: String) -> TorchNode? {
    entries.first { $0.key.document.pickle.isText($0.key.pickle, name) }?.value
  }
}

/// One attribute of an object.
struct TorchAttribute: Sendable {
  let name: String
  let value: TorchNode
}

/// An instance of a class that is not one of the small ones, as the file describes it.
struct TorchObject: Sendable {
  /// The class.
  let className: TorchClassName
  /// The text of the class, where the file holds it; it is shown and never run.
  let source: String?
  /// What the class or function is called with.
  let arguments: [TorchNode]
  /// The attributes in the file's order.
  let attributes: [TorchAttribute]
  /// A state that is no dictionary of attributes.
  let otherState: TorchNode?
  /// Whether it is what a function gives, not a class's instance.
  let isCall: Bool
  /// What the callable itself is, where it is no plain name.
  let callable: TorchNode

  /// The attribute of a name.
  subscript(name: String) -> TorchNode? { attributes.first { $0.name == name }?.value }

  /// Whether Python 2 wrote it: the names of attributes are byte strings.
  let hasByteStringKeys: Bool

  /// Whether it is an `nn.Module`: it has parameters and children.
  var isModule: Bool { self["_modules"] != nil && self["_parameters"] != nil }
}

/// A tensor in several parts, each of them a tensor.
struct TorchComposite: Sendable {
  /// What it is: `sparse COO tensor of 3 × 4`.
  let text: String
  /// The parts by name.
  let parts: [TorchAttribute]
  /// What a part says of the whole.
  let facts: [MetadataEntry]
}
