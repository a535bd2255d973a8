import Checkpoints
import Diagnostics
import ModelIR

/// The first half of an axis gated by the second.
///
/// | setting | default |
/// |---|---|
/// | dim | -1 |
struct GLULayer: Layer {
  static let kinds = ["GLU"]

  private let dimension: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    dimension = try settings.axis("dim", default: -1)
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters { ["dim": .integer(dimension)] }

  var extraText: String { "dim=\(dimension)" }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    return [try context.add(GLU(axis: try context.axis(dimension, of: x)), x)]
  }
}
