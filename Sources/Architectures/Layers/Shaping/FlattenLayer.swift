import Checkpoints
import Diagnostics
import ModelIR

/// Joins neighbouring axes into one.
///
/// | setting | default |
/// |---|---|
/// | start_dim | 1 |
/// | end_dim | -1 |
struct FlattenLayer: Layer {
  static let kinds = ["Flatten"]

  let hyperparameters: Hyperparameters
  private let start: Int
  private let end: Int

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    start = try settings.integer("start_dim", default: 1, in: -64...63)
    end = try settings.integer("end_dim", default: -1, in: -64...63)
    hyperparameters = ["start_dim": .integer(start), "end_dim": .integer(end)]
    try settings.requireAllTaken()
  }

  var extraText: String { hyperparameters.printed("start_dim", "end_dim") }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    let x = try context.single(inputs)
    let startAxis = try context.axis(start, of: x)
    let endAxis = try context.axis(end, of: x)
    if startAxis == endAxis { return [x] }
    return [
      try context.add(Flatten(startAxis: startAxis, endAxis: endAxis), x, named: "Flatten")
    ]
  }
}
