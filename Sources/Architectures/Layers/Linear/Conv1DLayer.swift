import Checkpoints
import Diagnostics
import ModelIR

/// The dense layer of transformers' GPT-2, whose weight is stored `[in, out]`.
///
/// | setting | default |
/// |---|---|
/// | nf | the output features, solved from `weight` |
/// | nx | the input features, solved from `weight` |
struct Conv1DLayer: Layer {
  static let kinds = ["Conv1D"]

  let hyperparameters: Hyperparameters
  let parameters: [ModuleTree.Parameter]

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let outputs = try settings.integer(
      "nf", solved: settings.storedSize("weight", axis: 1), in: LayerSettings.sizeRange)
    let inputs = try settings.integer(
      "nx", solved: settings.storedSize("weight", axis: 0), in: LayerSettings.sizeRange)
    hyperparameters = ["nf": .integer(outputs), "nx": .integer(inputs)]
    parameters = [
      try settings.parameter("weight", [inputs, outputs]),
      try settings.parameter("bias", [outputs]),
    ]
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("nf", "nx") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let weight = try context.parameter("weight")
    let bias = try context.parameter("bias")
    return [try context.add(Linear(), x, weight, bias, named: "Linear")]
  }
}
