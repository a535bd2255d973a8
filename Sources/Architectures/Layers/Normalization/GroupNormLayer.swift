import Checkpoints
import Diagnostics
import ModelIR

/// Normalises groups of channels of each sample together.
///
/// | setting | default |
/// |---|---|
/// | num_groups | required |
/// | num_channels | solved from `weight` |
/// | eps | 1e-5 |
/// | affine | true |
/// | bias | solved, else true |
struct GroupNormLayer: Layer {
  static let kinds = ["GroupNorm"]

  let hyperparameters: Hyperparameters
  let parameters: [ModuleTree.Parameter]
  private let groups: Int
  private let epsilon: Double
  private let isAffine: Bool
  private let hasBias: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    groups = try settings.integer("num_groups", in: LayerSettings.sizeRange)
    let channels = try settings.integer(
      "num_channels", solved: settings.storedSize("weight", axis: 0), in: LayerSettings.sizeRange)
    guard channels.isMultiple(of: groups) else {
      throw settings.invalid("num_groups", .integer(groups), "a divisor of \(channels) channels")
    }
    let epsilon = try settings.epsilon()
    self.epsilon = epsilon.value
    isAffine = try settings.boolean("affine", default: true)
    let bias = try settings.boolean(
      "bias", solved: settings.isStored("bias", beside: "weight"), default: true)
    hasBias = isAffine && bias
    hyperparameters = [
      "num_groups": .integer(groups), "num_channels": .integer(channels), "eps": epsilon.written,
      "affine": .boolean(isAffine), "bias": .boolean(hasBias),
    ]
    var parameters: [ModuleTree.Parameter] = []
    if isAffine { parameters.append(try settings.parameter("weight", [channels])) }
    if hasBias { parameters.append(try settings.parameter("bias", [channels])) }
    self.parameters = parameters
    try settings.requireAllTaken()
  }

  var extraText: String {
    let given = hyperparameters
    return "\(groups), \(given["num_channels"] ?? HyperparameterValue.none), "
      + given.printed("eps", "affine", "bias")
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let scale = isAffine ? try context.parameter("weight") : nil
    let offset = hasBias ? try context.parameter("bias") : nil
    return [
      try context.add(
        GroupNormalization(groups: groups, epsilon: epsilon), x, scale, offset,
        named: "GroupNorm")
    ]
  }
}
