import Checkpoints
import Diagnostics
import ModelIR

/// A block of an encoder: attention of a sequence to itself, then two dense layers.
///
/// | setting | default |
/// |---|---|
/// | nhead | required: no tensor tells it |
/// | d_model, dim_feedforward, bias | solved from the tensors |
/// | activation | `relu`; `gelu` and the other activations |
/// | layer_norm_eps | 1e-5 |
/// | batch_first, norm_first | false |
/// | dropout | 0.1, without meaning in inference |
struct TransformerEncoderLayer: TransformerBlockLayer {
  static let kinds = ["TransformerEncoderLayer"]

  let children: [(name: String, layer: any Layer)]
  private let shared: TransformerSettings

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    shared = try TransformerSettings(&settings)
    var children: [(name: String, layer: any Layer)] = [
      ("self_attn", try shared.attention("self_attn", of: settings)),
      ("linear1", try shared.linear("linear1", widens: true, of: settings)),
      ("dropout", try shared.dropout("dropout", of: settings)),
      ("linear2", try shared.linear("linear2", widens: false, of: settings)),
    ]
    for name in ["norm1", "norm2"] { children.append((name, try shared.norm(name, of: settings))) }
    for name in ["dropout1", "dropout2"] {
      children.append((name, try shared.dropout(name, of: settings)))
    }
    if shared.activation.isChild { children.append(("activation", shared.activation.layer)) }
    self.children = children
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters { shared.hyperparameters }

  var extraText: String { "" }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let block = TransformerBlock(children: children, shared: shared)
    var x = try context.single(inputs)
    x = try block.residual(x, norm: "norm1", in: &context) { (x, context) throws(Diagnostic) in
      try block.run("self_attn", [x], in: &context)
    }
    x = try block.residual(x, norm: "norm2", in: &context) { (x, context) throws(Diagnostic) in
      try block.feedForward(x, in: &context)
    }
    return [x]
  }
}
