/// One layer of the package; a target may depend on those of lower layers only.
struct Layer {
  let name: String
  let targets: [String]
  /// Whether a target may also depend on those that stand before it in its own layer.
  var isOrdered = false

  /// The layers from the lowest up, as `Documentation/Architecture.md` describes them.
  static let all = [
    Layer(
      name: "foundation", targets: ["CByteIO", "CONNXRuntime", "Diagnostics", "ByteIO"],
      isOrdered: true),
    Layer(
      name: "grammars",
      targets: [
        "CYAML", "YAMLText", "TorchScriptSource", "JSONText", "BSON", "Pickle", "ZIPArchive",
        "ProtobufWire", "SafetensorsFile",
      ], isOrdered: true),
    Layer(name: "model", targets: ["ModelIR", "Checkpoints"], isOrdered: true),
    Layer(
      name: "contracts", targets: ["ConversionKit", "Passes", "Architectures", "ATen"],
      isOrdered: true),
    Layer(
      name: "leaves",
      targets: [
        "FluxFormat", "PyTorchFormat", "MindSporeFormat", "ONNXFormat", "GEIRFormat",
        "SafetensorsFormat", "NumPyFormat", "ArchitectureFormats", "ExporterPlugins",
      ]),
    Layer(name: "assembly", targets: ["Recast"]),
    Layer(name: "programs", targets: ["RecastCommand", "ONNXChecker"]),
    Layer(name: "fuzzing", targets: ["FuzzedGrammars"]),
  ]

  /// The third-party products that a target may use.
  static let products = [
    "ConversionKit": ["Crypto"], "MindSporeFormat": ["Crypto", "CryptoExtras"],
    "RecastCommand": ["ArgumentParser"],
  ]

  /// The layer of a target.
  static func index(of target: String) -> Int? {
    all.firstIndex { $0.targets.contains(target) }
  }

  /// Whether a target may depend on another.
  static func allows(_ target: String, toDependOn other: String) -> Bool {
    guard let upper = index(of: target), let lower = index(of: other) else { return false }
    guard upper == lower else {
      // Grammars and the model know nothing of each other.
      return lower < upper && !(all[upper].name == "model" && all[lower].name == "grammars")
    }
    let layer = all[upper]
    guard layer.isOrdered, let own = layer.targets.firstIndex(of: target),
      let second = layer.targets.firstIndex(of: other)
    else { return false }
    return second < own
  }
}
