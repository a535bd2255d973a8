import Checkpoints
import Diagnostics
import ModelIR

/// Noise in training, the input itself in inference.
///
/// | setting | default |
/// |---|---|
/// | p | 0.5 |
/// | inplace | false |
struct DropoutLayer: Layer {
  static let kinds = [
    "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout",
  ]

  let hyperparameters: Hyperparameters

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let probability = try settings.writtenNumber("p", default: .number(0.5), in: 0...1)
    let isInPlace = try settings.boolean("inplace", default: false)
    hyperparameters = ["p": probability.written, "inplace": .boolean(isInPlace)]
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("p", "inplace") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    [try context.single(inputs)]
  }
}
