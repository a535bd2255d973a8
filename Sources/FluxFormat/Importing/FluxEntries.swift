import Checkpoints
import ConversionKit
import Diagnostics

/// Something stored in a file, told apart by its structure.
struct FluxEntry: Sendable {
  let path: String
  let kind: StoredEntry.Kind
  let text: String
  /// The module, for models and for structs that hold some.
  let module: FluxModule?
}

/// Tells what a file's entries are: models, weights, optimisers, values.
struct FluxEntries {
  let document: JuliaDocument
  /// How many entries of containers inside containers are told apart.
  private static let entryLimit = 10_000

  /// The entries in file order.
  func entries() throws(Diagnostic) -> [FluxEntry] {
    var result: [FluxEntry] = []
    let root = try document.root()
    if case .document(let record) = root {
      for index in 0..<record.count {
        try append(record, index, path: record.names[index], depth: 0, to: &result)
      }
    } else {
      try append(root, path: "", depth: 0, to: &result)
    }
    return result
  }

  private func append(
    _ record: JuliaRecord, _ index: Int, path: String, depth: Int, to result: inout [FluxEntry]
  ) throws(Diagnostic) {
    try append(try record.value(at: index), path: path, depth: depth, to: &result)
  }

  private func append(
    _ value: JuliaValue, path: String, depth: Int, to result: inout [FluxEntry]
  ) throws(Diagnostic) {
    guard result.count < Self.entryLimit else { return }
    switch value {
    case .structure(let structure):
      result.append(entry(of: structure, path: path))
    case .document(let record) where depth < 16 && record.count <= 1000:
      for index in 0..<record.count {
        try append(
          record, index, path: "\(path).\(record.names[index])", depth: depth + 1, to: &result)
      }
    case .dictionary(let dictionary) where depth < 16 && dictionary.count <= 1000:
      for index in 0..<dictionary.count {
        let key = try dictionary.keys.value(at: index)
        guard let name = key.name ?? key.int.map(String.init) else { continue }
        try append(
          try dictionary.values.value(at: index), path: path.isEmpty ? name : "\(path).\(name)",
          depth: depth + 1, to: &result)
      }
    case .parameters(let list):
      result.append(
        FluxEntry(
          path: path, kind: .checkpoint, text: "\(list.count) parameters without a model",
          module: nil))
    case .list(let list), .tuple(let list):
      try append(list, value, path: path, depth: depth, to: &result)
    case .namedTuple(let record) where depth < 16 && Self.holdsLayers(record, depth: depth):
      for index in 0..<record.count {
        try append(
          record, index, path: "\(path).\(record.names[index])", depth: depth + 1, to: &result)
      }
    case .namedTuple where arrayCount(in: value) > 0:
      result.append(
        FluxEntry(
          path: path, kind: .checkpoint,
          text: "a state of \(arrayCount(in: value)) arrays without a model",
          module: nil))
    case .array(let array) where array.elementCount > 16:
      result.append(
        FluxEntry(path: path, kind: .checkpoint, text: array.summary, module: nil))
    case .closure:
      let module = FluxModule(value, path: path)
      result.append(
        FluxEntry(path: path, kind: .other, text: value.kindDescription, module: module))
    case .function:
      result.append(
        FluxEntry(path: path, kind: .other, text: value.kindDescription, module: nil))
    default:
      result.append(
        FluxEntry(path: path, kind: .value, text: FluxValueText.text(of: value), module: nil))
    }
  }

  /// Whether a named tuple holds models, which then are entries themselves.
  private static func holdsLayers(_ record: JuliaRecord, depth: Int) -> Bool {
    guard depth < 16 else { return false }
    for index in 0..<min(record.count, 1000) {
      switch try? record.value(at: index) {
      case .structure(let structure)? where !FluxOptimizers.isOptimizer(structure.type):
        let module = FluxModule(.structure(structure), path: "")
        if module.layer != nil || !module.children.isEmpty { return true }
      case .namedTuple(let inner)? where holdsLayers(inner, depth: depth + 1): return true
      default: break
      }
    }
    return false
  }

  /// How many arrays a nested state holds, as `Flux.state` gives it; counting stops at a thousand.
  private func arrayCount(in value: JuliaValue) -> Int {
    var count = 0
    func visit(_ value: JuliaValue, depth: Int) {
      guard depth < 64, count < 1000 else { return }
      if case .array = value { count += 1 }
      guard let items = value.items, items.count <= 1000 else { return }
      for index in 0..<items.count {
        if let item = try? items.value(at: index) { visit(item, depth: depth + 1) }
      }
    }
    visit(value, depth: 0)
    return count
  }

  private func append(
    _ list: JuliaList, _ value: JuliaValue, path: String, depth: Int,
    to result: inout [FluxEntry]
  ) throws(Diagnostic) {
    var arrayCount = 0
    var holdsStructs = false
    for index in 0..<min(list.count, 1000) {
      switch try list.value(at: index) {
      case .array, .deviceArray: arrayCount += 1
      case .structure: holdsStructs = true
      default: break
      }
    }
    if list.count > 0 && arrayCount == list.count {
      result.append(
        FluxEntry(
          path: path, kind: .checkpoint, text: "\(list.count) arrays without a model", module: nil))
    } else if holdsStructs, depth < 16 {
      for index in 0..<min(list.count, 1000) {
        try append(
          try list.value(at: index), path: "\(path)[\(index + 1)]", depth: depth + 1, to: &result)
      }
    } else {
      result.append(
        FluxEntry(path: path, kind: .value, text: FluxValueText.text(of: value), module: nil))
    }
  }

  private func entry(of structure: JuliaStructure, path: String) -> FluxEntry {
    let type = structure.type
    if FluxOptimizers.isOptimizer(type) {
      return FluxEntry(path: path, kind: .optimizer, text: "state of \(type)", module: nil)
    }
    let module = FluxModule(.structure(structure), path: path)
    let holdsLayers = module.layer != nil || !module.children.isEmpty
    let kind: StoredEntry.Kind = module.layer != nil ? .model : .other
    let text = holdsLayers ? module.countText : "a \(type)"
    return FluxEntry(path: path, kind: kind, text: text, module: module)
  }
}

/// The optimisers of Flux and Optimisers.jl, whose state an export leaves out.
enum FluxOptimizers {
  private static let names: Set<String> = [
    "Descent", "Momentum", "Nesterov", "RMSProp", "ADAM", "Adam", "RADAM", "RAdam", "AdaMax",
    "OADAM", "OAdam", "ADAGrad", "AdaGrad", "ADADelta", "AdaDelta", "AMSGrad", "NADAM", "NAdam",
    "ADAMW", "AdamW", "AdaBelief", "Optimiser", "OptimiserChain", "InvDecay", "ExpDecay",
    "WeightDecay", "SignDecay", "ClipNorm", "ClipValue", "ClipGrad", "OldOptimiser", "Leaf",
    "Lion", "Rprop",
  ]

  /// Whether a type is an optimiser or its state.
  static func isOptimizer(_ type: JuliaType) -> Bool {
    if type.package == "Optimisers" || type.path.contains("Optimise") { return true }
    return type.package == "Flux" && names.contains(type.name)
  }
}
