import Checkpoints
import Diagnostics

/// The settings that the layers of a transformer share.
///
/// The number of heads is in no tensor; a pickled layer's attention tells it.
struct TransformerSettings {
  /// The features of a position.
  let size: Int
  /// Whether each block normalises its input, else its result.
  let isNormFirst: Bool
  /// What stands between the two dense layers.
  var activation: FeedForwardActivation
  /// Everything as the framework's constructor names it.
  let hyperparameters: Hyperparameters

  /// Reads the settings.
  ///
  /// - Parameter first: the path from the module to the first layer: `["layers", "0"]`.
  init(_ settings: inout LayerSettings, first: [String] = []) throws(Diagnostic) {
    let prefix = first.map { $0 + "." }.joined()
    func stored(_ name: String, _ axis: Int) -> Int? {
      settings.storedSize(prefix + name, axis: axis)
    }
    func attribute(_ path: String...) -> HyperparameterValue? { settings.attribute(first + path) }
    let storedSize = stored("linear1.weight", 1)
    let heads = attribute("self_attn", "num_heads")?.integer
    let storedFeedForward = stored("linear1.weight", 0)
    let isBiasStored = settings.isStored(prefix + "linear1.bias", beside: prefix + "linear1.weight")
    let isBatchFirst = attribute("self_attn", "batch_first")?.boolean
    let isNormFirst = attribute("norm_first")?.boolean
    let epsilon = attribute("norm1", "eps") ?? .number(1e-5)
    let dropout = attribute("dropout", "p") ?? .number(0.1)
    let activation = attribute("activation")
    let activationCode = attribute("activation_relu_or_gelu")?.integer

    size = try settings.integer("d_model", solved: storedSize, in: LayerSettings.sizeRange)
    let headCount = try settings.integer("nhead", solved: heads, in: LayerSettings.sizeRange)
    let feedForward = try settings.integer(
      "dim_feedforward", solved: storedFeedForward, default: 2048, in: LayerSettings.sizeRange)
    // A pickled layer's `dropout` is a module.
    let givenDropout = settings.value("dropout").flatMap { $0.number == nil ? nil : $0 }
    self.activation = try FeedForwardActivation(
      settings.value("activation") ?? activation, code: activationCode, settings)
    let normEpsilon = try settings.writtenNumber("layer_norm_eps", default: epsilon)
    self.isNormFirst = try settings.boolean("norm_first", solved: isNormFirst, default: false)
    hyperparameters = [
      "d_model": .integer(size), "nhead": .integer(headCount),
      "dim_feedforward": .integer(feedForward), "dropout": givenDropout ?? dropout,
      "activation": self.activation.hyperparameter, "layer_norm_eps": normEpsilon.written,
      "batch_first": .boolean(
        try settings.boolean("batch_first", solved: isBatchFirst, default: false)),
      "norm_first": .boolean(self.isNormFirst),
      "bias": .boolean(try settings.boolean("bias", solved: isBiasStored, default: true)),
    ]
    settings.ignore(
      "activation_relu_or_gelu", "self_attn", "multihead_attn", "linear1", "linear2", "norm1",
      "norm2", "norm3", "dropout1", "dropout2", "dropout3", "layers", "enable_nested_tensor",
      "use_nested_tensor", "mask_check", "encoder", "decoder")
  }

  /// The settings of an attention.
  func attention(_ name: String, of settings: LayerSettings) throws(Diagnostic) -> any Layer {
    var given: Hyperparameters = ["embed_dim": .integer(size)]
    given["num_heads"] = hyperparameters["nhead"]
    for name in ["dropout", "bias", "batch_first"] { given[name] = hyperparameters[name] }
    var child = settings.child(name, kind: "MultiheadAttention", given: given)
    return try MultiheadAttentionLayer(&child)
  }

  /// A dense layer of the feed-forward block.
  func linear(
    _ name: String, widens: Bool, of settings: LayerSettings
  ) throws(Diagnostic) -> any Layer {
    let wide = hyperparameters["dim_feedforward"]
    var given: Hyperparameters = [:]
    given["in_features"] = widens ? .integer(size) : wide
    given["out_features"] = widens ? wide : .integer(size)
    given["bias"] = hyperparameters["bias"]
    var child = settings.child(name, kind: "Linear", given: given)
    return try LinearLayer(&child)
  }

  /// A normalisation.
  func norm(_ name: String, of settings: LayerSettings) throws(Diagnostic) -> any Layer {
    var given: Hyperparameters = ["normalized_shape": .tuple([size])]
    given["eps"] = hyperparameters["layer_norm_eps"]
    given["bias"] = hyperparameters["bias"]
    var child = settings.child(name, kind: "LayerNorm", given: given)
    return try LayerNormLayer(&child)
  }

  /// A dropout.
  func dropout(_ name: String, of settings: LayerSettings) throws(Diagnostic) -> any Layer {
    var given: Hyperparameters = [:]
    given["p"] = hyperparameters["dropout"]
    var child = settings.child(name, kind: "Dropout", given: given)
    return try DropoutLayer(&child)
  }
}
