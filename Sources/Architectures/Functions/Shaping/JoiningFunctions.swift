import Diagnostics
import ModelIR

/// Values one after the other along an axis.
struct ConcatenationFunction: ForwardFunction {
  static let names = ["cat"]

  private let dimension: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    dimension = try settings.axis("dim", default: 0)
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    guard let first = inputs.first else { throw context.problem("at least one input is expected") }
    let axis = try context.axis(dimension, of: first)
    let parts = try context.promoted(inputs)
    return try context.builder.addNode(Concat(axis: axis), parts)
  }
}

/// Values along a new axis.
struct StackFunction: ForwardFunction {
  static let names = ["stack"]

  private let dimension: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    dimension = try settings.axis("dim", default: 0)
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    guard let first = inputs.first else { throw context.problem("at least one input is expected") }
    let axis = try context.axis(dimension, rank: context.rank(first) + 1)
    var parts = try context.promoted(inputs)
    for index in parts.indices {
      parts[index] = try context.add(Unsqueeze(axes: [axis]), parts[index])
    }
    return try context.builder.addNode(Concat(axis: axis), parts)
  }
}
