import Diagnostics
import ModelIR

/// The matrix product of two values over their last two axes.
struct MatrixProductFunction: ForwardFunction {
  static let names = ["matmul"]

  init(_ settings: inout LayerSettings) throws(Diagnostic) { try settings.requireAllTaken() }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let inputs = try context.inputs(inputs, count: 2)
    return [try context.add(MatMul(), inputs[0], inputs[1])]
  }
}
