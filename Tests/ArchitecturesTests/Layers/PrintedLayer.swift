import Architectures
import Checkpoints
import Foundation
import ModelIR
import TestSupport
import Testing

/// A layer as the framework itself describes it, from the file that `layer_texts.py` writes.
struct PrintedLayer: Decodable, Sendable, CustomTestStringConvertible {
  /// A tensor of a layer.
  struct Tensor: Decodable, Sendable {
    let name: String
    let shape: [Int]
    let isInteger: Bool
    let isTrainable: Bool
  }

  /// An input of a layer.
  struct Input: Decodable, Sendable {
    let isInteger: Bool
    let shape: [Int]
  }

  /// A setting as JSON has it.
  struct Value: Decodable, Sendable {
    let value: HyperparameterValue

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        value = .none
      } else if let boolean = try? container.decode(Bool.self) {
        value = .boolean(boolean)
      } else if let integer = try? container.decode(Int.self) {
        value = .integer(integer)
      } else if let text = try? container.decode(String.self) {
        value = .text(text)
      } else if let items = try? container.decode([Value].self) {
        value = .list(items.map(\.value))
      } else {
        value = .number(try container.decode([String: Double].self)["float"] ?? .nan)
      }
    }
  }

  let kind: String
  let settings: [String: Value]
  let attributes: [String: Value]
  let text: String
  let tensors: [Tensor]
  let inputs: [Input]
  let result: [Int]

  /// Every layer of the file.
  static let all: [PrintedLayer] = {
    let path = PackageFolder.path(of: "Tests/Conformance/layers.json")
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    return (try? JSONDecoder().decode([PrintedLayer].self, from: data)) ?? []
  }()

  var testDescription: String { text }

  /// What the constructor was called with.
  var constructorSettings: Hyperparameters { Self.hyperparameters(settings) }

  /// What the object holds.
  var objectAttributes: Hyperparameters { Self.hyperparameters(attributes) }

  private static func hyperparameters(_ values: [String: Value]) -> Hyperparameters {
    Hyperparameters(
      values.keys.sorted().compactMap { name in
        values[name].map { Hyperparameters.Entry(name: name, value: $0.value) }
      })
  }

  /// The tensors as a checkpoint has them.
  var storedShapes: StoredShapes {
    StoredShapes(
      tensors.map { tensor in
        (
          tensor.name,
          StoredShapes.Tensor(
            elementType: tensor.isInteger ? .int64 : .float32, shape: tensor.shape)
        )
      })
  }

  /// The layer made of settings.
  func layer(
    _ given: Hyperparameters, stored: StoredShapes? = nil, refusesUnknown: Bool
  ) throws -> (any Layer)? {
    var settings = LayerSettings(
      kind: kind, path: "", given: given, stored: stored, refusesUnknown: refusesUnknown)
    return try LayerCatalog.layer(kind)?.init(&settings)
  }
}
