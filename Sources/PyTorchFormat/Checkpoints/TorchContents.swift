import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import Pickle

/// What is stored in a file: weights, modules, optimizers and values, told apart by structure.
struct TorchContents: Sendable {
  /// One stored thing.
  struct Entry: Sendable {
    /// Its path; empty for the whole file.
    let path: String
    /// What it is.
    let kind: StoredEntry.Kind
    /// One line on it.
    let text: String
    /// What it means, where it stands in an object.
    let node: TorchNode?
    /// Whether it is an `nn.Module` as a whole.
    var isModule = false
  }

  /// The saved object; nothing for a table of weights.
  let root: TorchNode?
  /// Every tensor by its name.
  let list: TorchTensorList
  /// What holds weights, the likeliest first.
  let weights: [WeightSearch.Candidate]
  /// The stored things in the file's order.
  private(set) var entries: [Entry] = []

  /// So many entries of a container are described one by one.
  private static let mostEntries = 1000

  /// Tells what an object is.
  ///
  /// - Throws: ``DiagnosticCode/torchNoWeights`` for an object that neither is nor holds weights or
  ///   values, ``DiagnosticCode/torchForbiddenGlobal`` if it asks to run something, and what its
  ///   tensors raise.
  init(_ root: TorchNode, constants: TorchNode? = nil) throws(Diagnostic) {
    self.root = root
    var list = try TorchTensorList(of: root)
    if let constants, let forbidden = constants.document.forbiddenNames.first {
      throw Diagnostic(
        .torchForbiddenGlobal,
        "the program's constants ask to call \(forbidden); nothing was called")
    }
    if let constants { list.append(try TorchTensorList(of: constants, named: "CONSTANTS")) }
    self.list = list
    weights = WeightSearch(root).candidates
    try describe(root)
  }

  /// Takes tensors that a file lists by name.
  init(_ list: TorchTensorList) {
    root = nil
    self.list = list
    weights = []
    entries = [
      Entry(path: "", kind: .checkpoint, text: Self.countText(list.entries[...]), node: nil)
    ]
  }

  private mutating func describe(_ root: TorchNode) throws(Diagnostic) {
    let value = try root.value()
    if case .object(let object) = value, object.isCall,
      root.document.meaning(object.callable.pickle) == .forbidden
    {
      throw Self.noWeights(root, value)
    }
    if let only = weights.first, only.path.isEmpty {
      add(root, value, path: "")
      return
    }
    switch value {
    case .tensor, .composite, .storage:
      entries.append(Entry(path: "", kind: .checkpoint, text: value.text, node: root))
    case .mapping(let mapping):
      if TorchOptimizer(value) != nil { return add(root, value, path: "") }
      for entry in mapping.entries.prefix(Self.mostEntries) {
        add(entry.value, try? entry.value.value(), path: entry.key.keyText)
      }
      if mapping.entries.count > Self.mostEntries {
        entries.append(
          Entry(
            path: "", kind: .other,
            text: "\(mapping.entries.count - Self.mostEntries) more entries",
            node: nil))
      }
    case .sequence(let sequence) where !sequence.items.isEmpty:
      for (index, item) in sequence.items.prefix(Self.mostEntries).enumerated() {
        add(item, try? item.value(), path: String(index))
      }
    case .object(let object)
    where !list.entries.isEmpty || object.className.module.hasPrefix("__torch__"):
      entries.append(
        Entry(
          path: "", kind: .checkpoint, text: "\(value.text), \(Self.countText(list.entries[...]))",
          node: root))
    case .file(let document):
      try describe(document.root)
    default: throw Self.noWeights(root, value)
    }
  }

  private mutating func add(_ node: TorchNode, _ value: TorchValue?, path: String) {
    guard let value else { return }
    let tensors = list.ranges[ExactName(path)].map { list.entries[$0] } ?? []
    let candidate = weights.first { $0.node == node }
    var entry: Entry
    if let optimizer = TorchOptimizer(value) {
      entry = Entry(path: path, kind: .optimizer, text: optimizer.text, node: node)
    } else if case .object(let object) = value, object.isModule {
      entry = Entry(
        path: path, kind: .checkpoint,
        text: "module \(object.className.name), \(Self.countText(tensors))", node: node)
      entry.isModule = true
    } else if candidate != nil || weights.contains(where: { $0.path.hasPrefix(path + ".") }) {
      entry = Entry(path: path, kind: .checkpoint, text: Self.countText(tensors), node: node)
    } else if StateDictionary.isOther(key: path) {
      entry = Entry(
        path: path, kind: path.hasPrefix("optim") ? .optimizer : .other,
        text: Self.otherText(value), node: node)
    } else {
      entry = Entry(path: path, kind: Self.kind(of: value), text: value.text, node: node)
    }
    entries.append(entry)
  }

  private static func kind(of value: TorchValue) -> StoredEntry.Kind {
    switch value {
    case .none, .boolean, .integer, .longInteger, .number, .complex, .text, .name, .sequence,
      .bytes:
      .value
    case .tensor(let tensor): tensor.weight.elementCount <= 16 ? .value : .checkpoint
    case .composite, .storage: .checkpoint
    case .mapping, .object, .global, .file, .note: .other
    }
  }

  /// What the state of a scheduler or of several optimizers is.
  private static func otherText(_ value: TorchValue) -> String {
    if case .sequence(let list) = value {
      let texts = list.items.prefix(8).compactMap { item in
        (try? item.value()).flatMap { TorchOptimizer($0)?.text }
      }
      if !texts.isEmpty { return texts.joined(separator: "; ") }
    }
    if case .mapping(let mapping) = value {
      let names = mapping.entries.prefix(6).map(\.key.keyText).joined(separator: ", ")
      if !names.isEmpty { return "\(value.text): \(names)" }
    }
    return value.text
  }

  /// How many tensors and parameters there are: `161 tensors, 25557032 parameters`.
  static func countText(_ tensors: ArraySlice<TorchTensorList.Entry>) -> String {
    let elements = tensors.reduce(0) { $0.addingSaturated($1.elementCount) }
    return "\(tensors.count) \(tensors.count == 1 ? "tensor" : "tensors"), \(elements) "
      + (elements == 1 ? "parameter" : "parameters")
  }

  private static func noWeights(_ root: TorchNode, _ value: TorchValue) -> Diagnostic {
    if let forbidden = root.document.forbiddenNames.first {
      return Diagnostic(
        .torchForbiddenGlobal,
        "the file asks to call \(forbidden) and holds no weights; nothing was called")
    }
    return Diagnostic(
      .torchNoWeights, "weights are expected, the file holds \(value.text) and no tensor")
  }
}
