import Checkpoints
import Diagnostics
import ModelIR

/// The blocks of an encoder or a decoder one after the other, and a last normalisation.
struct TransformerStack {
  /// The blocks' list and, if there is one, the normalisation.
  let children: [(name: String, layer: any Layer)]
  /// Everything as the framework's constructors name it.
  let hyperparameters: Hyperparameters

  /// Reads the settings.
  ///
  /// - Parameter block: the kind of a block.
  init<Block: TransformerBlockLayer>(_ settings: inout LayerSettings, of block: Block.Type)
    throws(Diagnostic)
  {
    let shared = try TransformerSettings(&settings, first: ["layers", "0"])
    let prefix = settings.path.isEmpty ? "layers." : "\(settings.path).layers."
    let storedCount = settings.stored.map { $0.count(prefix) }
    let count = try settings.integer(
      "num_layers", solved: storedCount.flatMap { $0 > 0 ? $0 : nil }, in: 1...1 << 12)
    var blocks: [(name: String, layer: any Layer)] = []
    for index in 0..<count {
      var child = settings.child(
        "layers.\(index)", kind: Block.kinds.first ?? "", given: shared.hyperparameters)
      blocks.append(("\(index)", try block.init(&child).copied()))
    }
    var children: [(name: String, layer: any Layer)] = [("layers", ModuleListLayer(blocks))]
    var hyperparameters = shared.hyperparameters.merging(["num_layers": .integer(count)])
    hyperparameters["norm"] = HyperparameterValue.none
    if let norm = try Self.norm(&settings, shared) {
      children.append(("norm", norm))
      hyperparameters["norm"] = .mapping(norm.hyperparameters)
    }
    self.children = children
    self.hyperparameters = hyperparameters
  }

  /// The last normalisation: as given, by its settings or as true, else as stored.
  private static func norm(
    _ settings: inout LayerSettings, _ shared: TransformerSettings
  ) throws(Diagnostic) -> LayerNormLayer? {
    var given: Hyperparameters = ["normalized_shape": .tuple([shared.size])]
    given["eps"] = shared.hyperparameters["layer_norm_eps"]
    let isStored = settings.isStored("norm.weight") ?? false
    switch settings.value("norm") {
    case .mapping(let mapping)?:
      given = given.merging(mapping)
      given["kind"] = nil
    case .boolean(true)?: break
    case nil where isStored: break
    default: return nil
    }
    var child = settings.child("norm", kind: "LayerNorm", given: given)
    return try LayerNormLayer(&child)
  }

  /// The result of all blocks on a value.
  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    guard let first = inputs.first else { throw context.problem("an input is expected") }
    var x = first
    for (index, block) in (children.first?.layer.children ?? []).enumerated() {
      x = try context.inside("layers.\(index)") { (context) throws(Diagnostic) in
        try context.single(
          try block.layer.build([x] + inputs.dropFirst(), in: &context))
      }
    }
    for norm in children.dropFirst() {
      x = try context.inside(norm.name) { (context) throws(Diagnostic) in
        try context.single(try norm.layer.build([x], in: &context))
      }
    }
    return [x]
  }
}

/// A list of modules as a child of a layer, which itself runs them.
struct ModuleListLayer: Layer {
  static let kinds = ["ModuleList"]

  let children: [(name: String, layer: any Layer)]

  /// Makes a list.
  init(_ children: [(name: String, layer: any Layer)]) { self.children = children }

  init(_ settings: inout LayerSettings) throws(Diagnostic) { children = [] }

  var hyperparameters: Hyperparameters { [:] }

  var extraText: String { "" }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    throw context.problem("a list of modules does not say in which order they run")
  }
}
