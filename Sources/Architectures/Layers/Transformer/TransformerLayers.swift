import Checkpoints
import Diagnostics
import ModelIR

/// An encoder: blocks of attention and dense layers.
///
/// | setting | default |
/// |---|---|
/// | num_layers, norm | solved from the tensors |
/// | a block's settings | as ``TransformerEncoderLayer``'s |
struct TransformerEncoderStackLayer: Layer {
  static let kinds = ["TransformerEncoder"]

  private let stack: TransformerStack

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    stack = try TransformerStack(&settings, of: TransformerEncoderLayer.self)
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters { stack.hyperparameters }

  var extraText: String { "" }

  var children: [(name: String, layer: any Layer)] { stack.children }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    try stack.build([try context.single(inputs)], in: &context)
  }
}

/// A decoder: blocks that also attend to an encoder's result.
///
/// | setting | default |
/// |---|---|
/// | num_layers, norm | solved from the tensors |
/// | a block's settings | as ``TransformerDecoderLayer``'s |
struct TransformerDecoderStackLayer: Layer {
  static let kinds = ["TransformerDecoder"]

  private let stack: TransformerStack

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    stack = try TransformerStack(&settings, of: TransformerDecoderLayer.self)
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters { stack.hyperparameters }

  var extraText: String { "" }

  var children: [(name: String, layer: any Layer)] { stack.children }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    try stack.build(try context.inputs(inputs, count: 2), in: &context)
  }
}

/// An encoder and a decoder: of a source and a target.
///
/// | setting | default |
/// |---|---|
/// | num_encoder_layers, num_decoder_layers | solved from the tensors |
/// | nhead | 8 |
/// | a block's settings | as ``TransformerEncoderLayer``'s |
struct TransformerLayer: Layer {
  static let kinds = ["Transformer"]

  let hyperparameters: Hyperparameters
  let children: [(name: String, layer: any Layer)]

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let shared = try TransformerSettings(&settings, first: ["encoder", "layers", "0"])
    var hyperparameters = shared.hyperparameters
    var children: [(name: String, layer: any Layer)] = []
    for name in ["encoder", "decoder"] {
      let prefix = settings.path.isEmpty ? name : "\(settings.path).\(name)"
      let stored = settings.stored.map { $0.count("\(prefix).layers.") }
      let setting = "num_\(name)_layers"
      let count = try settings.integer(
        setting, solved: stored.flatMap { $0 > 0 ? $0 : nil }, default: 6, in: 1...1 << 12)
      hyperparameters[setting] = .integer(count)
      var norm: Hyperparameters = ["bias": hyperparameters["bias"] ?? .boolean(true)]
      if case .mapping(let given)? = settings.attribute([name, "norm"]) {
        norm = norm.merging(given)
      }
      var child = settings.child(
        name, kind: name == "encoder" ? "TransformerEncoder" : "TransformerDecoder",
        given: shared.hyperparameters.merging([
          "num_layers": .integer(count), "norm": .mapping(norm),
        ]))
      children.append(
        (
          name,
          name == "encoder"
            ? try TransformerEncoderStackLayer(&child) : try TransformerDecoderStackLayer(&child)
        ))
    }
    self.hyperparameters = hyperparameters
    self.children = children
    try settings.requireAllTaken()
  }

  var extraText: String { "" }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let inputs = try context.inputs(inputs, count: 2)
    var x = inputs
    for child in children {
      // The encoder takes the source; the decoder the target and the encoder's result.
      let operands = child.name == "encoder" ? [inputs[0]] : [inputs[1], x[0]]
      x = try context.inside(child.name) { (context) throws(Diagnostic) in
        try child.layer.build(operands, in: &context)
      }
    }
    return x
  }
}
