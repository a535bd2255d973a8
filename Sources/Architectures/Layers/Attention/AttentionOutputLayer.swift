import Checkpoints
import Diagnostics
import ModelIR

/// The projection behind an attention: a dense layer under a name of its own.
struct AttentionOutputLayer: Layer {
  static let kinds = ["NonDynamicallyQuantizableLinear"]

  private let linear: LinearLayer

  init(_ settings: inout LayerSettings) throws(Diagnostic) { linear = try LinearLayer(&settings) }

  var hyperparameters: Hyperparameters { linear.hyperparameters }

  var extraText: String { linear.extraText }

  var parameters: [ModuleTree.Parameter] { linear.parameters }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    try linear.build(inputs, in: &context)
  }
}
