import Checkpoints
import Diagnostics
import ModelIR

/// torchvision's random leaving out of residual branches in training, the input itself in inference.
///
/// | setting | default |
/// |---|---|
/// | p | 0 |
/// | mode | `batch` or `row`; `row` |
struct StochasticDepthLayer: Layer {
  static let kinds = ["StochasticDepth"]

  let hyperparameters: Hyperparameters

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let probability = try settings.writtenNumber("p", default: .number(0), in: 0...1)
    let mode = try settings.choice("mode", of: ["batch", "row"], default: "row")
    hyperparameters = ["p": probability.written, "mode": .text(mode)]
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("p", "mode") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    [try context.single(inputs)]
  }
}
