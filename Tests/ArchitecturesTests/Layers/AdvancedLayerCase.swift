import Checkpoints
import Diagnostics
import Testing

@testable import Architectures

/// A layer with constructor settings, and what PyTorch makes of it.
struct AdvancedLayerCase: CustomTestStringConvertible, Sendable {
  let kind: String
  let given: Hyperparameters
  /// The text between the parentheses of the printed layer.
  let prints: String
  /// The state dict in its order: names and sizes.
  let owns: [String]

  init(_ kind: String, _ given: Hyperparameters, prints: String, owns: String = "") {
    self.kind = kind
    self.given = given
    self.prints = prints
    self.owns = owns.split { $0 == " " || $0 == "\n" }.map(String.init)
  }

  var testDescription: String { "\(kind)(\(prints))" }

  /// The layer at a path.
  func layer(path: String = "") throws -> any Layer {
    try makeLayer(kind, given, path: path)
  }
}

/// A layer of the catalogue.
func makeLayer(
  _ kind: String, _ given: Hyperparameters, path: String = "", stored: StoredShapes? = nil
) throws -> any Layer {
  let type = try #require(LayerCatalog.layer(kind))
  var settings = LayerSettings(kind: kind, path: path, given: given, stored: stored)
  return try type.init(&settings)
}

/// A layer's tensors with those of its children: `weight:3x4`.
func ownedTensors(_ layer: any Layer) -> [String] {
  layer.tree(path: "").expectedEntries.map { entry in
    "\(entry.name):\(entry.shape.map(String.init).joined(separator: "x"))"
  }
}
