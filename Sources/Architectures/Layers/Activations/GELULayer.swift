import Checkpoints
import Diagnostics
import ModelIR

/// The Gaussian error linear unit.
///
/// | setting | default |
/// |---|---|
/// | approximate | `none`; `tanh` is the other one |
struct GELULayer: ElementwiseActivation {
  static let kinds = ["GELU"]

  let hyperparameters: Hyperparameters
  let operation: any Operator

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let approximate = try settings.choice("approximate", of: ["none", "tanh"], default: "none")
    hyperparameters = ["approximate": .text(approximate)]
    operation = Gelu(approximation: approximate == "tanh" ? .tanh : .none)
    try settings.requireAllTaken()
  }

  var extraText: String {
    hyperparameters["approximate"].map { "approximate=\($0.quoted)" } ?? ""
  }
}
