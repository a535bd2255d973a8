import Diagnostics
import ModelIR

/// One index of one axis, which goes away.
struct SelectFunction: ForwardFunction {
  static let names = ["select"]

  private let dimension: Int
  private let index: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    dimension = try settings.axis("dim")
    index = try settings.integer("index", in: -Int(Int32.max)...Int(Int32.max))
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let axis = try context.axis(dimension, of: x)
    if let size = context.shape(x)[axis].size, index >= size || index < -size {
      throw context.problem("index \(index) is outside axis \(axis) of \(context.shape(x))")
    }
    return [try context.add(Gather(axis: axis), x, context.integer(index))]
  }
}
