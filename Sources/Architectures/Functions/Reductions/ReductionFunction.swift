import Diagnostics
import ModelIR

/// Over axes: the mean, the sum, the maximum.
struct ReductionFunction: ForwardFunction {
  static let names = ["mean", "sum", "amax"]

  private let kind: String
  private let dimensions: [Int]?
  private let keepsAxes: Bool

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    kind = settings.kind
    dimensions = try settings.axes("dim")
    keepsAxes = try settings.boolean("keepdim", default: false)
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let rank = context.rank(x)
    let axes =
      try dimensions.map { (named) throws(Diagnostic) in
        try context.axes(named, rank: rank).sorted()
      } ?? Array(0..<rank)
    let operation: any Operator =
      switch kind {
      case "mean": ReduceMean(axes: axes, keepsAxes: keepsAxes)
      case "amax": ReduceMax(axes: axes, keepsAxes: keepsAxes)
      default: ReduceSum(axes: axes, keepsAxes: keepsAxes)
      }
    return [try context.add(operation, x)]
  }
}
