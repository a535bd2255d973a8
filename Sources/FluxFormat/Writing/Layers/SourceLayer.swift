import Architectures
import ByteIO
import Checkpoints
import Diagnostics
import ModelIR

/// A layer in PyTorch's vocabulary with all its settings and its tensors.
struct SourceLayer: Sendable {
  /// The class name without its module's path: `Conv2d`.
  let kind: String
  /// Where it is in the model.
  let path: String
  /// The settings with everything that was left out.
  let settings: Hyperparameters
  private let weights: WeightTable

  /// Makes a layer, or nothing for a kind that is in no catalogue.
  ///
  /// - Throws: what the layer says about its settings.
  init?(
    kind: String, path: String, given: Hyperparameters, weights: WeightTable
  ) throws(Diagnostic) {
    guard let type = LayerCatalog.layer(kind) else { return nil }
    var read = LayerSettings(kind: kind, path: path, given: given, refusesUnknown: false)
    settings = try type.init(&read).hyperparameters
    self.kind = kind.split(separator: ".").last.map(String.init) ?? kind
    self.path = path
    self.weights = weights
  }

  /// The number of spatial axes that the class name tells.
  var spatialRank: Int {
    switch kind.last(where: { $0.isNumber }) {
    case "1": 1
    case "3": 3
    default: 2
    }
  }

  /// What Flux has no equal for.
  func inexpressible(_ text: String) -> Diagnostic {
    Diagnostic(.fluxInexpressible, "\(kind): \(text)", at: Location(path: path))
  }

  /// A tensor with its sizes in PyTorch's order.
  func tensor(_ name: String) throws(Diagnostic) -> Weight {
    guard let weight = weights[path.isEmpty ? name : "\(path).\(name)"] else {
      throw inexpressible("its tensor '\(name)' is not there")
    }
    return weight
  }

  /// Whether the layer has a tensor.
  func has(_ name: String) -> Bool { weights[path.isEmpty ? name : "\(path).\(name)"] != nil }

  /// An array with its sizes in Julia's order.
  func array(_ weight: Weight) throws(Diagnostic) -> WrittenValue {
    guard let array = WrittenArray(weight) else {
      throw inexpressible("Julia has no elements of \(weight.elementType)")
    }
    return .array(array)
  }

  /// A vector that the layer has.
  func vector(_ name: String) throws(Diagnostic) -> WrittenValue { try array(tensor(name)) }

  /// The bias, or `false` as Flux writes none.
  func bias(_ name: String = "bias") throws(Diagnostic) -> WrittenValue {
    has(name) ? try vector(name) : .boolean(false)
  }

  func integer(_ name: String) throws(Diagnostic) -> Int {
    guard let value = settings[name]?.integer else { throw unreadable(name) }
    return value
  }

  func number(_ name: String) throws(Diagnostic) -> Double {
    guard let value = settings[name]?.number else { throw unreadable(name) }
    return value
  }

  func boolean(_ name: String) -> Bool { settings[name]?.boolean ?? false }

  func text(_ name: String) -> String { settings[name]?.text ?? "" }

  /// One size for each axis, in PyTorch's order.
  func sizes(_ name: String, _ rank: Int) throws(Diagnostic) -> [Int] {
    if let size = settings[name]?.integer { return [Int](repeating: size, count: rank) }
    guard let sizes = settings[name]?.integers, sizes.count == rank else { throw unreadable(name) }
    return sizes
  }

  private func unreadable(_ name: String) -> Diagnostic {
    let value = settings[name].map { "is \($0)" } ?? "is not there"
    return inexpressible("its setting '\(name)' \(value)")
  }
}

/// Tensors by their full names.
struct WeightTable: Sendable {
  private let weights: [ExactName: Weight]

  init(_ pairs: [(name: String, weight: Weight)]) {
    weights = Dictionary(
      pairs.map { (ExactName($0.name), $0.weight) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(name: String) -> Weight? { weights[ExactName(name)] }
}
