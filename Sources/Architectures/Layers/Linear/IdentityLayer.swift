import Checkpoints
import Diagnostics
import ModelIR

/// The input itself; whatever it is set to means nothing, as in the framework.
struct IdentityLayer: Layer {
  static let kinds = ["Identity"]

  let hyperparameters = Hyperparameters()
  let extraText = ""

  init(_ settings: inout LayerSettings) throws(Diagnostic) {}

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    [try context.single(inputs)]
  }
}
