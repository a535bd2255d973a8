import Diagnostics
import ModelIR

/// What a `Linear` layer computes, with a weight `[out, in]` and perhaps a bias that are values: a table
/// that two layers share.
struct LinearFunction: ForwardFunction {
  static let names = ["linear"]

  init(_ settings: inout LayerSettings) throws(Diagnostic) { try settings.requireAllTaken() }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    guard inputs.count == 2 || inputs.count == 3 else {
      throw context.problem(
        "an input, a weight and perhaps a bias are expected, \(inputs.count) values are given")
    }
    guard context.rank(inputs[1]) == 2 else {
      throw context.problem("a weight has two axes, this is \(context.shape(inputs[1]))")
    }
    let kernel = try context.add(Transpose(axes: [1, 0]), inputs[1])
    return [try context.add(Linear(), inputs[0], kernel, inputs.count == 3 ? inputs[2] : nil)]
  }
}
