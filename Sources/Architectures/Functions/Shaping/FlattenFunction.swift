import Diagnostics
import ModelIR

/// Neighbouring axes joined into one.
struct FlattenFunction: ForwardFunction {
  static let names = ["flatten"]

  private let start: Int
  private let end: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    start = try settings.axis("start_dim", default: 0)
    end = try settings.axis("end_dim", default: -1)
    try settings.requireAllTaken()
  }

  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let operation = Flatten(
      startAxis: try context.axis(start, of: x), endAxis: try context.axis(end, of: x))
    return [try context.add(operation, x)]
  }
}
