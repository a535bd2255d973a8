import Diagnostics
import ModelIR

/// Of indices and a table: the table's vector for each index.
struct EmbeddingFunction: ForwardFunction {
  static let names = ["embedding"]

  init(_ settings: inout LayerSettings) throws(Diagnostic) { try settings.requireAllTaken() }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let inputs = try context.inputs(inputs, count: 2)
    guard context.elementType(inputs[0]).isInteger else {
      throw context.problem(
        "indices are expected, the first input is of type \(context.elementType(inputs[0]))")
    }
    guard context.rank(inputs[1]) == 2 else {
      throw context.problem("a table has two axes, this is \(context.shape(inputs[1]))")
    }
    return [try context.add(Embedding(), inputs[1], inputs[0])]
  }
}
