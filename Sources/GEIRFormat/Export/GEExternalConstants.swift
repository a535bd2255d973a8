import ByteIO
import ConversionKit
import Diagnostics
import ModelIR
import ProtobufWire

/// The constants that go to files of their own beside a model.
///
/// The format names a file for each such constant: `location`, relative to the model's folder, and
/// `length`; the elements fill the whole file.
struct GEExternalConstants {
  /// The constants with the names of their files.
  private(set) var files: [(name: String, weight: Weight)] = []

  /// Constants up to this size stay in the model.
  static let mostInlineByteCount = 1024
  /// Above this a model keeps constants outside: 2 GiB less room for what tools add to a model.
  static let mostAutomaticByteCount = ProtobufWriter.mostByteCount - (16 << 20)

  /// No constants: everything stays in the model.
  init() {}

  /// Moves constants of a model out: every larger one, or the largest until the rest fits.
  init(movingFrom model: inout GEModel, until limit: Int?, fileName: String) {
    var candidates: [(graph: Int, index: Int, byteCount: Int)] = []
    for graph in model.graphs.indices {
      for (index, operation) in model.graphs[graph].operators.enumerated() {
        guard let weight = operation.inlineConstant,
          weight.byteCount > Self.mostInlineByteCount
        else { continue }
        candidates.append((graph, index, weight.byteCount))
      }
    }
    if let limit {
      // The first of several of one size goes first, so that the choice does not depend on sorting.
      let sorted = candidates.sorted { ($1.byteCount, $0.index) < ($0.byteCount, $1.index) }
      var rest = model.message().byteCount
      var chosen: Set<[Int]> = []
      for candidate in sorted where rest > limit {
        rest -= candidate.byteCount
        chosen.insert([candidate.graph, candidate.index])
      }
      candidates.removeAll { !chosen.contains([$0.graph, $0.index]) }
    }
    for (number, candidate) in candidates.enumerated() {
      var operation = model.graphs[candidate.graph].operators[candidate.index]
      guard let weight = operation.inlineConstant,
        case .tensor(var tensor)? = operation.attributes["value"]
      else { continue }
      let name = "\(fileName).\(number).weight"
      tensor.content = .external(weight)
      operation.attributes.set(.tensor("value", tensor))
      operation.attributes.set(.string("location", name))
      operation.attributes.set(.integer("length", weight.byteCount))
      model.graphs[candidate.graph].operators[candidate.index] = operation
      files.append((name, weight))
    }
  }
}

extension GEModel {
  /// The model with other names for files of constants.
  func locatingConstants(_ renamed: [String: String]) -> GEModel {
    var model = self
    for graph in model.graphs.indices {
      for index in model.graphs[graph].operators.indices {
        guard case .string(let name)? = model.graphs[graph].operators[index].attributes["location"],
          let other = renamed[name]
        else { continue }
        model.graphs[graph].operators[index].attributes.set(.string("location", other))
      }
    }
    return model
  }
}

extension GEOperator {
  /// The elements of a constant that are in the model's own file.
  fileprivate var inlineConstant: Weight? {
    guard case .tensor(let tensor)? = attributes["value"], case .inline(let weight) = tensor.content
    else { return nil }
    return weight
  }
}
