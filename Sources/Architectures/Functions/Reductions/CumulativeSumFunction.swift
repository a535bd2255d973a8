import Diagnostics
import ModelIR

/// Sums of all elements so far along an axis; truth values are counted.
struct CumulativeSumFunction: ForwardFunction {
  static let names = ["cumsum"]

  private let dimension: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    dimension = try settings.axis("dim")
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    var x = try context.single(inputs)
    if context.elementType(x) == .bool { x = try context.cast(x, to: .int64) }
    return [try context.add(CumulativeSum(axis: try context.axis(dimension, of: x)), x)]
  }
}
