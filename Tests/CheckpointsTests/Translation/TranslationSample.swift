import Checkpoints
import Diagnostics
import ModelIR
import Testing

/// Checkpoints whose elements are 0, 1, 2, … so that every move of an element shows.
enum TranslationSample {
  static func checkpoint(
    _ framework: Framework, _ tensors: [(name: String, shape: [Int])]
  ) throws -> Checkpoint {
    Checkpoint(
      framework: framework,
      entries: try tensors.map { name, shape in
        Checkpoint.Entry(name: name, weight: try counting(shape))
      })
  }

  static func counting(_ shape: [Int]) throws -> Weight {
    let count = shape.reduce(1, *)
    return try #require(Weight.array((0..<count).map(Double.init), .float32)).reshaped(to: shape)
  }

  static func numbers(_ values: [Double]) throws -> Weight {
    try #require(Weight.array(values, .float32))
  }

  /// A model of modules of the named kinds at paths.
  static func tree(_ kinds: [(path: String, kind: String)]) -> ModuleTree {
    ModuleTree(
      path: "", kind: "Model", text: "",
      children: kinds.map { ModuleTree(path: $0.path, kind: $0.kind, text: $0.kind) })
  }
}

extension Checkpoint {
  /// The names and sizes, one text each.
  var listing: [String] { entries.map { "\($0.name) \($0.weight.shape)" } }

  func translated(
    to target: Framework, modules: ModuleTree? = nil, rewrites: [NameRewrite] = [],
    _ diagnostics: DiagnosticCollector = DiagnosticCollector()
  ) throws -> Checkpoint {
    try CheckpointTranslation(to: target, modules: modules, rewrites: rewrites)
      .apply(to: self, diagnostics: diagnostics)
  }

  /// The entries as a tree without layers, as another file's weights are one.
  var asModules: ModuleTree {
    ModuleTree(
      path: "", kind: "state dict", text: "",
      parameters: entries.map {
        ModuleTree.Parameter(
          name: $0.name, elementType: $0.weight.elementType, shape: $0.weight.shape)
      })
  }

  /// The elements of an entry in row-major order.
  func numbers(_ name: String) throws -> [Double] {
    try #require(entries.first { $0.name == name }).weight.doubles()
  }
}
