import ConversionKit
import Diagnostics

/// Lists every array of a file under the path that leads to it.
struct FluxTensors {
  /// How many arrays are listed at most.
  private static let tensorLimit = 1_000_000

  private var result: [StoredTensor] = []
  private var seenContainers: Set<ObjectIdentity> = []

  /// The arrays in file order.
  ///
  /// - Throws: ``DiagnosticCode/fluxValueOverLimit`` over a million, and what reading a value raises.
  static func list(_ document: JuliaDocument) throws(Diagnostic) -> [StoredTensor] {
    var tensors = FluxTensors()
    try tensors.walk(try document.root(), path: "", depth: 0)
    return tensors.result
  }

  private mutating func walk(
    _ value: JuliaValue, path: String, depth: Int
  ) throws(Diagnostic) {
    guard depth <= JuliaDocument.depthLimit else { return }
    switch value {
    case .array(let array): try append(array, path: path)
    case .list(let list), .tuple(let list), .parameters(let list):
      try walk(list, path: path, depth: depth) { "\(path)[\($0 + 1)]" }
    case .namedTuple(let record), .document(let record):
      try walk(record.values, path: path, depth: depth) {
        path.isEmpty ? record.names[$0] : "\(path).\(record.names[$0])"
      }
    case .dictionary(let dictionary):
      try walk(dictionary.values, path: path, depth: depth) { "\(path)[\($0 + 1)]" }
    case .closure(let closure):
      try walk(closure.captured, path: path, depth: depth) { "\(path).\($0)" }
    case .structure(let structure): try walk(structure, path: path, depth: depth)
    default: break
    }
  }

  private mutating func walk(
    _ list: JuliaList, path: String, depth: Int, _ name: (Int) -> String
  ) throws(Diagnostic) {
    // Plain numbers hold no arrays, and a container that was listed is not listed again.
    guard case .encoded = list.storage, seenContainers.insert(list.identity).inserted else {
      return
    }
    for index in 0..<list.count {
      try walk(try list.value(at: index), path: name(index), depth: depth + 1)
    }
  }

  /// A struct's arrays: a layer's under the names of its fields, any other's by position.
  private mutating func walk(
    _ structure: JuliaStructure, path: String, depth: Int
  ) throws(Diagnostic) {
    guard seenContainers.insert(structure.identity).inserted else { return }
    var names: [Int: String] = [:]
    if let type = FluxLayerCatalog.layer(for: structure.type) {
      let fields = FluxFields(structure, path: path)
      if (try? type.init(decoding: fields)) != nil { names = fields.names }
    }
    for index in 0..<structure.fields.count {
      let name = names[index] ?? "\(index)"
      try walk(
        try structure.fields.value(at: index), path: path.isEmpty ? name : "\(path).\(name)",
        depth: depth + 1)
    }
  }

  private mutating func append(_ array: JuliaArray, path: String) throws(Diagnostic) {
    guard let weight = array.weight else { return }
    guard result.count < Self.tensorLimit else {
      throw Diagnostic(
        .fluxValueOverLimit, "the file holds more than \(Self.tensorLimit) arrays",
        at: array.location)
    }
    result.append(StoredTensor(name: path, weight: weight, shapeInSource: array.dimensions))
  }
}
