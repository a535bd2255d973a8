import Diagnostics
import ModelIR

/// Some indices of one axis.
struct SliceFunction: ForwardFunction {
  static let names = ["slice"]

  private let dimension: Int
  private let start: Int
  private let end: Int?
  private let step: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    dimension = try settings.axis("dim", default: 0)
    start = try settings.position("start") ?? 0
    end = try settings.position("end")
    step = try settings.integer("step", default: 1, in: 1...Int(Int32.max))
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let axis = try context.axis(dimension, of: x)
    return [try context.add(Slice(axis: axis, start: start, end: end, step: step), x)]
  }
}
