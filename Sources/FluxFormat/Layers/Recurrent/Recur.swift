import Diagnostics
import ModelIR

/// A cell with its state, up to 0.14.
///
/// | release | fields |
/// |---|---|
/// | 0.4 to 0.11 | cell, init, state |
/// | 0.12 to 0.14 | cell, state |
///
/// A matrix `(features, batch)` is one step, `(features, batch, time)` a sequence. `state` is what the
/// last call before saving left over; a graph starts from the initial state, as after `reset!`.
struct Recur: FluxLayer {
  static let typeNames = ["Recur"]

  let child: FluxChild
  let initialStates: [JuliaArray]?
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 2 || fields.count == 3 else { throw fields.unknownEra() }
    child = FluxChild(path: "cell", module: try fields.module(0, "cell"))
    // What reset! goes back to; shared with the cell unless somebody set it.
    initialStates = fields.count == 3 ? try? fields.states(1, "init") : nil
    era = fields.count == 3 ? .until("0.11") : .between("0.12", "0.14")
  }

  private var cell: (any RecurrentCell)? { child.module.layer as? any RecurrentCell }

  var text: String { "Recur" }

  var children: [FluxChild] { [child] }

  var inputExpectation: FluxInputExpectation {
    guard let cell else { return .unknown }
    return .sequence(features: cell.inputCount, cell.elementType, .featuresBatchTime)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.tensor(input)
    try lowering.requireRank(
      1...3, of: x, "a Recur takes (features, batch) or (features, batch, time)")
    let added = Array(0..<3 - lowering.rank(x))
    let sequence = added.isEmpty ? x : try lowering.builder.add(Unsqueeze(axes: added), x)
    let result = try lowering.run(child.module, over: sequence, from: initialStates)
    if added.isEmpty { return .tensor(result.steps) }
    lowering.diagnostics.emit(
      Diagnostic(
        .fluxSingleStep, severity: .note,
        "one step from the initial state is exported; give an input of three axes (time, batch, features) for sequences",
        at: lowering.place))
    return .tensor(try lowering.builder.add(Squeeze(axes: added), result.steps))
  }
}

extension FluxLowering {
  /// Goes through a sequence `[time, batch, in]` with a cell, from its initial states or others.
  mutating func run(
    _ module: FluxModule, over x: ValueID, from states: [JuliaArray]?
  ) throws(Diagnostic) -> RecurrentResult {
    let outerPath = builder.path
    builder.path = module.path
    defer { builder.path = outerPath }
    switch module {
    case .layer(let layer as any RecurrentCell, _):
      let sequence = try converted([x], to: layer.elementType)[0]
      let initial = try layer.initialStates(
        states ?? layer.initialStates, like: sequence, in: &self)
      return try layer.unrolled(over: sequence, from: initial, in: &self)
    case .opaque(let structure, _, _): throw unknownLayer(structure)
    case .unreadable(let reason, _, _): throw reason
    default:
      throw Diagnostic(
        .fluxNotExportable, "\(module.printedText) is no cell of Flux: its step is not known",
        at: place)
    }
  }
}
