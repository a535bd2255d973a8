import Checkpoints
import Diagnostics
import ModelIR

/// The cosine of the angle between two inputs along an axis.
///
/// | setting | default |
/// |---|---|
/// | dim | 1 |
/// | eps | 1e-8, the least norm that is divided by |
struct CosineSimilarityLayer: Layer {
  static let kinds = ["CosineSimilarity"]

  let hyperparameters: Hyperparameters
  let extraText = ""
  private let axis: Int
  private let epsilon: Double

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    axis = try settings.integer("dim", default: 1, in: -8...8)
    let epsilon = try settings.epsilon(default: .number(1e-8))
    self.epsilon = epsilon.value
    hyperparameters = ["dim": .integer(axis), "eps": epsilon.written]
    try settings.requireAllTaken()
  }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    guard inputs.count == 2 else {
      throw context.problem("two inputs are expected, \(inputs.count) are given")
    }
    let axis = try context.axis(axis, of: inputs[0])
    let normalization = LpNormalization(axis: axis, order: 2, epsilon: epsilon)
    let first = try context.add(normalization, inputs[0])
    let second = try context.add(normalization, inputs[1])
    let product = try context.add(Multiply(), first, second)
    return [try context.add(ReduceSum(axes: [axis], keepsAxes: false), product)]
  }
}
