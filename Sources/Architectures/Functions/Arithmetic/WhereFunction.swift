import Diagnostics
import ModelIR

/// Of condition, value and other: the value where the condition holds, else the other.
struct WhereFunction: ForwardFunction {
  static let names = ["where"]

  init(_ settings: inout LayerSettings) throws(Diagnostic) { try settings.requireAllTaken() }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let inputs = try context.inputs(inputs, count: 3)
    let condition = try context.cast(inputs[0], to: .bool)
    let values = try context.promoted(Array(inputs[1...]))
    return [try context.add(Where(), condition, values[0], values[1])]
  }
}
