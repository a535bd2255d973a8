import Checkpoints
import Diagnostics
import ModelIR

/// A bilinear form of two inputs: `y = x₁ᵀ · weight · x₂ + bias`.
///
/// | setting | default |
/// |---|---|
/// | in1_features, in2_features, out_features | solved from `weight` `[out, in1, in2]` |
/// | bias | solved, else true |
struct BilinearLayer: Layer {
  static let kinds = ["Bilinear"]

  let hyperparameters: Hyperparameters
  let parameters: [ModuleTree.Parameter]
  private let hasBias: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let range = LayerSettings.sizeRange
    let first = try settings.integer(
      "in1_features", solved: settings.storedSize("weight", axis: 1), in: range)
    let second = try settings.integer(
      "in2_features", solved: settings.storedSize("weight", axis: 2), in: range)
    let outputs = try settings.integer(
      "out_features", solved: settings.storedSize("weight", axis: 0), in: range)
    hasBias = try settings.boolean(
      "bias", solved: settings.isStored("bias", beside: "weight"), default: true)
    hyperparameters = [
      "in1_features": .integer(first), "in2_features": .integer(second),
      "out_features": .integer(outputs), "bias": .boolean(hasBias),
    ]
    var parameters = [try settings.parameter("weight", [outputs, first, second])]
    if hasBias { parameters.append(try settings.parameter("bias", [outputs])) }
    self.parameters = parameters
    try settings.requireAllTaken()
  }

  var extraText: String {
    hyperparameters.printed("in1_features", "in2_features", "out_features", "bias")
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    guard inputs.count == 2 else {
      throw context.problem("two inputs are expected, \(inputs.count) are given")
    }
    let weight = try context.parameter("weight")
    let bias = hasBias ? try context.parameter("bias") : nil
    return [
      try context.add(Bilinear(), inputs[0], inputs[1], weight, bias, named: "Bilinear")
    ]
  }
}
