import Checkpoints
import Diagnostics
import ModelIR

/// timm's random leaving out of residual branches in training, the input itself in inference.
///
/// | setting | default |
/// |---|---|
/// | drop_prob | 0; transformers calls it `p` |
/// | scale_by_keep | true |
struct DropPathLayer: Layer {
  static let kinds = ["DropPath"]

  let hyperparameters: Hyperparameters
  private let probability: Double

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let probability = try settings.writtenNumber(
      "drop_prob", alias: "p", default: .number(0), in: 0...1)
    let scalesKept = try settings.boolean("scale_by_keep", default: true)
    self.probability = probability.value
    hyperparameters = ["drop_prob": probability.written, "scale_by_keep": .boolean(scalesKept)]
    try settings.requireAllTaken()
  }

  var extraText: String {
    let thousandths = Int((probability * 1000).rounded(.toNearestOrEven))
    let digits = String(thousandths % 1000)
    let zeros = String(repeating: "0", count: 3 - digits.count)
    return "drop_prob=\(thousandths / 1000).\(zeros)\(digits)"
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    [try context.single(inputs)]
  }
}
