import Diagnostics
import ModelIR

/// The value divided by its Euclidean norm along an axis.
struct UnitNormFunction: ForwardFunction {
  static let names = ["normalize"]

  private let dimension: Int
  private let epsilon: Double

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    dimension = try settings.axis("dim", default: 1)
    epsilon = try settings.number("eps", default: 1e-12)
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let axis = try context.axis(dimension, of: x)
    return [try context.add(LpNormalization(axis: axis, order: 2, epsilon: epsilon), x)]
  }
}

/// Layer normalisation over the last axes, of a value and perhaps a weight and a bias.
struct LayerNormFunction: ForwardFunction {
  static let names = ["layer_norm"]

  private let dimensions: [Int]
  private let epsilon: Double

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    dimensions = try settings.axes("axes") ?? [-1]
    epsilon = try settings.number("eps", default: 1e-5)
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    guard let x = inputs.first, inputs.count <= 3 else {
      throw context.problem(
        "an input and perhaps a weight and a bias are expected, \(inputs.count) values are given")
    }
    let (scale, bias) = (inputs.dropFirst().first, inputs.dropFirst(2).first)
    let rank = context.rank(x)
    let axes = try context.axes(dimensions, rank: rank).sorted()
    guard axes == Array(rank - axes.count..<rank) else {
      throw context.problem("axes \(dimensions) are not the last of \(rank)")
    }
    return [
      try context.add(LayerNormalization(axes: axes.count, epsilon: epsilon), x, scale, bias)
    ]
  }
}
