import Checkpoints
import Diagnostics
import ModelIR

/// torchvision's batch normalisation whose numbers are buffers that training leaves alone.
///
/// | setting | default |
/// |---|---|
/// | num_features | solved from `weight` |
/// | eps | 1e-5 |
struct FrozenBatchNormLayer: Layer {
  static let kinds = ["FrozenBatchNorm2d"]

  let hyperparameters: Hyperparameters
  let parameters: [ModuleTree.Parameter]
  private let epsilon: Double

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let channels = try settings.integer(
      "num_features", solved: settings.storedSize("weight", axis: 0), in: LayerSettings.sizeRange)
    let epsilon = try settings.epsilon()
    self.epsilon = epsilon.value
    hyperparameters = ["num_features": .integer(channels), "eps": epsilon.written]
    var parameters: [ModuleTree.Parameter] = []
    for name in ["weight", "bias", "running_mean", "running_var"] {
      parameters.append(try settings.parameter(name, [channels], isTrainable: false))
    }
    self.parameters = parameters
    try settings.requireAllTaken()
  }

  var extraText: String {
    "\(hyperparameters["num_features"] ?? HyperparameterValue.none), "
      + hyperparameters.printed("eps")
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs, rank: 4...4)
    return [
      try context.add(
        BatchNormalization(epsilon: epsilon), x, try context.parameter("weight"),
        try context.parameter("bias"), try context.parameter("running_mean"),
        try context.parameter("running_var"), named: "BatchNorm")
    ]
  }
}
