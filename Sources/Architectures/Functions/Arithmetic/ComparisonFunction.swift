import Diagnostics
import ModelIR

/// Elementwise comparison with a number or of two values, which gives truth values.
struct ComparisonFunction: ForwardFunction {
  static let names = ["ne", "eq", "gt", "lt"]

  private let operation: any Operator
  private let value: Double?

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    operation =
      switch settings.kind {
      case "ne": NotEqual()
      case "gt": Greater()
      case "lt": Less()
      default: Equal()
      }
    value = try settings.numberIfGiven("value")
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let operands: [ValueID]
    if let value {
      operands = try context.promoted(try context.single(inputs), with: value)
    } else {
      operands = try context.promoted(try context.inputs(inputs, count: 2))
    }
    return [try context.add(operation, operands[0], operands[1])]
  }
}
