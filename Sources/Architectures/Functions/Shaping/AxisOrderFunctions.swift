import Diagnostics
import ModelIR

/// Axes in another order.
struct PermutationFunction: ForwardFunction {
  static let names = ["permute"]

  private let dimensions: [Int]

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    guard let dimensions = try settings.axes("dims") else { throw settings.missing("dims") }
    self.dimensions = dimensions
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let axes = try context.axes(dimensions, rank: context.rank(x))
    return [try context.add(Transpose(axes: axes), x)]
  }
}

/// Two axes exchanged.
struct TranspositionFunction: ForwardFunction {
  static let names = ["transpose"]

  private let first: Int
  private let second: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    first = try settings.axis("dim0")
    second = try settings.axis("dim1")
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    var order = Array(0..<context.rank(x))
    order.swapAt(try context.axis(first, of: x), try context.axis(second, of: x))
    return [try context.add(Transpose(axes: order), x)]
  }
}
