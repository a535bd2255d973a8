import Checkpoints
import Diagnostics
import ModelIR

/// Divides each position by the root mean square of its trailing axes.
///
/// | setting | default |
/// |---|---|
/// | normalized_shape | the sizes of `weight` |
/// | eps | `None`: the least difference from 1 of the element type |
/// | elementwise_affine | true |
struct RMSNormLayer: Layer {
  static let kinds = ["RMSNorm"]

  let hyperparameters: Hyperparameters
  let parameters: [ModuleTree.Parameter]
  private let shape: [Int]
  private let epsilon: Double?
  private let isAffine: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    shape = try settings.normalizedShape()
    let epsilon = settings.present("eps") == nil ? nil : try settings.epsilon()
    self.epsilon = epsilon?.value
    isAffine = try settings.boolean("elementwise_affine", default: true)
    hyperparameters = [
      "normalized_shape": .tuple(shape), "eps": epsilon?.written ?? HyperparameterValue.none,
      "elementwise_affine": .boolean(isAffine),
    ]
    parameters = isAffine ? [try settings.parameter("weight", shape)] : []
    try settings.requireAllTaken()
  }

  var extraText: String {
    "\(hyperparameters["normalized_shape"] ?? HyperparameterValue.none), "
      + hyperparameters.printed("eps", "elementwise_affine")
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let scale = isAffine ? try context.parameter("weight") : nil
    return [
      try context.add(
        RMSNormalization(
          axes: shape.count, epsilon: epsilon ?? leastDifference(of: context.elementType(x))),
        x, scale, named: "RMSNorm")
    ]
  }

  /// The distance from 1 to the next number of a type: the framework's `finfo(dtype).eps`.
  private func leastDifference(of type: ElementType) -> Double {
    switch type {
    case .float64: Double.ulpOfOne
    case .float16: 1.0 / 1024
    case .bfloat16: 1.0 / 128
    default: Double(Float.ulpOfOne)
    }
  }
}
