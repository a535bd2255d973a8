import Diagnostics
import ModelIR

/// Axes of size 1 taken away: the given ones, or all.
struct SqueezeFunction: ForwardFunction {
  static let names = ["squeeze"]

  private let dimensions: [Int]?

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    dimensions = try settings.axes("dim")
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let shape = context.shape(x)
    let named =
      try dimensions.map { (named) throws(Diagnostic) in
        try context.axes(named, rank: shape.rank)
      } ?? Array(0..<shape.rank)
    // An axis of another size stays, as the framework has it.
    let axes = named.filter { shape[$0].size == 1 }.sorted()
    return [axes.isEmpty ? x : try context.add(Squeeze(axes: axes), x)]
  }
}

/// A new axis of size 1.
struct UnsqueezeFunction: ForwardFunction {
  static let names = ["unsqueeze"]

  private let dimensions: [Int]

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    guard let dimensions = try settings.axes("dim") else { throw settings.missing("dim") }
    self.dimensions = dimensions
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let axes = try context.axes(dimensions, rank: context.rank(x) + dimensions.count).sorted()
    return [try context.add(Unsqueeze(axes: axes), x)]
  }
}
