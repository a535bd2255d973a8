import Diagnostics
import ModelIR

/// Of two values the first, repeated along the given axes to the sizes of the second.
struct ExpandLikeFunction: ForwardFunction {
  static let names = ["expand_like"]

  private let dimensions: [Int]

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    guard let dimensions = try settings.axes("dims") else { throw settings.missing("dims") }
    self.dimensions = dimensions
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let inputs = try context.inputs(inputs, count: 2)
    let axes = try context.axes(dimensions, rank: context.rank(inputs[0])).sorted()
    return [try context.add(ExpandLike(axes: axes), inputs[0], inputs[1])]
  }
}
