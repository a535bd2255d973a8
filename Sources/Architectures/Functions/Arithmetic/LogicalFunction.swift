import Diagnostics
import ModelIR

/// Truth values joined or negated; numbers count as true unless they are zero.
struct LogicalFunction: ForwardFunction {
  static let names = ["logical_and", "logical_or", "logical_not"]

  private let kind: String

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    kind = settings.kind
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let inputs = try context.inputs(inputs, count: kind == "logical_not" ? 1 : 2)
    var operands: [ValueID] = []
    for input in inputs { operands.append(try context.cast(input, to: .bool)) }
    switch kind {
    case "logical_not": return [try context.add(Not(), operands[0])]
    case "logical_or": return [try context.add(Or(), operands[0], operands[1])]
    default: return [try context.add(And(), operands[0], operands[1])]
    }
  }
}
