import Checkpoints
import Diagnostics
import ModelIR

/// A dense layer: `y = x · weightᵀ + bias`.
///
/// | setting | default |
/// |---|---|
/// | in_features, out_features | solved from `weight` `[out, in]` |
/// | bias | solved, else true |
struct LinearLayer: Layer {
  static let kinds = ["Linear", "_LinearWithBias"]

  let hyperparameters: Hyperparameters
  let parameters: [ModuleTree.Parameter]
  private let hasBias: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let inputs = try settings.integer(
      "in_features", solved: settings.storedSize("weight", axis: 1), in: 0...Int(Int32.max))
    let outputs = try settings.integer(
      "out_features", solved: settings.storedSize("weight", axis: 0), in: 0...Int(Int32.max))
    hasBias = try settings.boolean(
      "bias", solved: settings.isStored("bias", beside: "weight"), default: true)
    hyperparameters = [
      "in_features": .integer(inputs), "out_features": .integer(outputs),
      "bias": .boolean(hasBias),
    ]
    var parameters = [try settings.parameter("weight", [outputs, inputs])]
    if hasBias { parameters.append(try settings.parameter("bias", [outputs])) }
    self.parameters = parameters
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("in_features", "out_features", "bias") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let weight = try context.weight("weight", rank: 2).transposed(by: [1, 0])
    let kernel = context.add(weight: weight, named: "weight")
    let bias = hasBias ? try context.parameter("bias") : nil
    return [try context.add(Linear(), x, kernel, bias, named: "Linear")]
  }
}
