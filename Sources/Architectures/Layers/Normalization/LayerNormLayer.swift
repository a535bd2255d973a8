import Checkpoints
import Diagnostics
import ModelIR

/// Normalises each position over its trailing axes; torchvision's `LayerNorm2d` over the channels.
///
/// | setting | default |
/// |---|---|
/// | normalized_shape | the sizes of `weight` |
/// | eps | 1e-5, of a `LayerNorm2d` 1e-6 |
/// | elementwise_affine | solved, else true |
/// | bias | solved, else true |
struct LayerNormLayer: Layer {
  static let kinds = ["LayerNorm", "LayerNorm2d"]

  let hyperparameters: Hyperparameters
  let parameters: [ModuleTree.Parameter]
  private let shape: [Int]
  private let epsilon: Double
  private let isAffine: Bool
  private let hasBias: Bool
  private let isOverChannels: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    isOverChannels = settings.className == "LayerNorm2d"
    shape = try settings.normalizedShape()
    if isOverChannels, shape.count != 1 {
      throw settings.invalid("normalized_shape", .tuple(shape), "the number of channels")
    }
    let epsilon = try settings.epsilon(default: .number(isOverChannels ? 1e-6 : 1e-5))
    self.epsilon = epsilon.value
    // There is no other tensor that tells whether any of the layer's are stored.
    isAffine = try settings.boolean("elementwise_affine", default: true)
    let bias = try settings.boolean(
      "bias", solved: settings.isStored("bias", beside: "weight"), default: true)
    hasBias = isAffine && bias
    hyperparameters = [
      "normalized_shape": .tuple(shape), "eps": epsilon.written,
      "elementwise_affine": .boolean(isAffine), "bias": .boolean(hasBias),
    ]
    var parameters: [ModuleTree.Parameter] = []
    if isAffine { parameters.append(try settings.parameter("weight", shape)) }
    if hasBias { parameters.append(try settings.parameter("bias", shape)) }
    self.parameters = parameters
    try settings.requireAllTaken()
  }

  var extraText: String {
    "\(hyperparameters["normalized_shape"] ?? HyperparameterValue.none), "
      + hyperparameters.printed("eps", "elementwise_affine", "bias")
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    guard isOverChannels else { return [try normalized(try context.single(inputs), &context)] }
    let x = try context.single(inputs, rank: 4...4)
    let channelsLast = try context.add(Transpose(axes: [0, 2, 3, 1]), x)
    let y = try normalized(channelsLast, &context)
    return [try context.add(Transpose(axes: [0, 3, 1, 2]), y)]
  }

  private func normalized(
    _ x: ValueID, _ context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    let scale = isAffine ? try context.parameter("weight") : nil
    let offset = hasBias ? try context.parameter("bias") : nil
    return try context.add(
      LayerNormalization(axes: shape.count, epsilon: epsilon), x, scale, offset,
      named: "LayerNorm")
  }
}
