import Diagnostics
import ModelIR
import Pickle

/// One `nn.Module` of a pickle: its tensors and its children.
struct TorchModuleReader {
  /// The module's class and attributes.
  let object: TorchObject
  /// The module's value.
  let node: TorchNode

  /// Modules are not followed deeper than this.
  static let deepest = 256
  /// So many modules at most; one that has another twice has all inside of it twice.
  private static let mostModules = 50_000

  /// Takes a module; nothing for any other value.
  init?(_ node: TorchNode) {
    guard case .object(let object)? = try? node.value(), object.isModule else { return nil }
    self.object = object
    self.node = node
  }

  private init(_ object: TorchObject, _ node: TorchNode) {
    self.object = object
    self.node = node
  }

  /// The module inside of wrappers such as `DataParallel`.
  ///
  /// - Throws: ``DiagnosticCode/torchNoWeights`` for a value that is no module.
  static func unwrapped(_ node: TorchNode) throws(Diagnostic) -> TorchModuleReader {
    guard var module = TorchModuleReader(node) else {
      throw Diagnostic(.torchNoWeights, "a module is expected here")
    }
    for _ in 0..<8 {
      guard module.isWrapper, let inner = module.children.first(where: { $0.name == "module" }),
        let found = inner.module
      else { break }
      module = found
    }
    return module
  }

  /// Whether it only runs the module inside.
  var isWrapper: Bool {
    object.className.module.hasPrefix("torch.nn.parallel")
      && ["DataParallel", "DistributedDataParallel"].contains(object.className.name)
  }

  /// The tensors that it owns itself, parameters before buffers; those that are `None` are left out.
  ///
  /// - Throws: what reading a tensor raises.
  func tensors() throws(Diagnostic) -> [(name: String, tensor: TorchTensor, isBuffer: Bool)] {
    var found: [(name: String, tensor: TorchTensor, isBuffer: Bool)] = []
    for (name, node) in entries("_parameters") {
      if case .tensor(let tensor) = try node.value() { found.append((name, tensor, false)) }
    }
    let transient = transientBuffers
    for (name, node) in entries("_buffers") where !transient.contains(name) {
      if case .tensor(let tensor) = try node.value() { found.append((name, tensor, true)) }
    }
    return found
  }

  /// Whether a parameter's name is known and it is not `None`.
  func hasParameter(_ name: String) -> Bool? {
    entries("_parameters").first { $0.name == name }.map { !$0.node.pickle.isNone }
  }

  /// The children in order; a child that is `None` has no module.
  var children: [(name: String, module: TorchModuleReader?)] {
    entries("_modules").map { ($0.name, TorchModuleReader($0.node)) }
  }

  /// The buffers that a state dict leaves out.
  private var transientBuffers: Set<String> {
    guard case .sequence(let names)? = try? object["_non_persistent_buffers_set"]?.value() else {
      return []
    }
    return Set(names.items.map(\.keyText))
  }

  /// The entries of one of the dictionaries that every module has.
  func entries(_ attribute: String) -> [(name: String, node: TorchNode)] {
    guard case .mapping(let mapping)? = try? object[attribute]?.value() else { return [] }
    return mapping.entries.map { ($0.key.keyText, $0.value) }
  }

  /// The state dict that PyTorch would give: a module's own tensors before its children's.
  ///
  /// - Throws: what reading a tensor raises, ``DiagnosticCode/torchTooManyTensors``.
  func state() throws(Diagnostic) -> [(name: String, tensor: TorchTensor)] {
    var walk = Walk()
    try collect(into: &walk, prefix: "")
    return walk.found
  }

  private struct Walk {
    var found: [(name: String, tensor: TorchTensor)] = []
    var path: Set<TorchNode> = []
    var moduleCount = 0
  }

  private func collect(into walk: inout Walk, prefix: String) throws(Diagnostic) {
    guard walk.path.count < Self.deepest, walk.path.insert(node).inserted else { return }
    defer { walk.path.remove(node) }
    walk.moduleCount += 1
    guard walk.moduleCount <= Self.mostModules, walk.found.count < TorchTensorList.mostNames else {
      throw Diagnostic(
        .torchTooManyTensors,
        "the model has more than \(Self.mostModules) modules, or more than "
          + "\(TorchTensorList.mostNames) parameters")
    }
    for (name, tensor, _) in try tensors() { walk.found.append((prefix + name, tensor)) }
    for (name, child) in children {
      try child?.collect(into: &walk, prefix: "\(prefix)\(name).")
    }
  }
}
