import Diagnostics
import ModelIR

/// A cell that goes through whole sequences, since 0.15: one field `cell`; the first type parameter
/// says whether the last state is returned as well.
///
/// Takes `(features, time, batch)`, or `(features, time)` for one sequence.
struct RecurrentWrapper: Sendable {
  let child: FluxChild
  /// Whether the last state follows the result.
  let returnsState: Bool

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 1 else { throw fields.unknownEra() }
    child = FluxChild(path: "cell", module: try fields.module(0, "cell"))
    let parameters = fields.type.parameters
    returnsState = parameters.count > 0 ? try parameters.value(at: 0).bool ?? false : false
  }

  /// The layer's text, with what is in the parentheses of the cell's.
  func text(_ name: String) -> String {
    guard let inner = child.module.layer?.text, let open = inner.firstIndex(of: "("),
      name != Recurrence.typeNames[0]
    else { return FluxText.call(name, [], keywords) }
    let arguments = String(inner[inner.index(after: open)...].dropLast())
    return FluxText.call(name, [arguments], keywords)
  }

  private var keywords: [String] { returnsState ? ["return_state=true"] : [] }

  var inputExpectation: FluxInputExpectation {
    guard let cell = child.module.layer as? any RecurrentCell else { return .unknown }
    return .sequence(features: cell.inputCount, cell.elementType, .featuresTimeBatch)
  }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    let x = try lowering.tensor(input)
    try lowering.requireRank(
      2...3, of: x, "a recurrent layer takes (features, time) or (features, time, batch)")
    let isBatched = lowering.rank(x) == 3
    let sequence =
      isBatched
      ? try lowering.builder.add(Transpose(axes: [1, 0, 2]), x)
      : try lowering.builder.add(Unsqueeze(axes: [1]), x)
    let result = try lowering.run(child.module, over: sequence, from: nil)
    let steps =
      isBatched
      ? try lowering.builder.add(Transpose(axes: [1, 0, 2]), result.steps)
      : try lowering.builder.add(Squeeze(axes: [1]), result.steps)
    guard returnsState else { return .tensor(steps) }
    var states: [FluxValue] = []
    for state in result.states {
      states.append(
        .tensor(isBatched ? state : try lowering.builder.add(Squeeze(axes: [0]), state)))
    }
    return .tuple([.tensor(steps), states.count == 1 ? states[0] : .tuple(states)])
  }
}

/// A layer around a cell; each name of Flux's is a type of its own.
protocol RecurrentWrapping: FluxLayer {
  var wrapper: RecurrentWrapper { get }
}

extension RecurrentWrapping {
  var text: String { wrapper.text(Self.typeNames[0]) }
  var children: [FluxChild] { [wrapper.child] }
  var inputExpectation: FluxInputExpectation { wrapper.inputExpectation }
  var era: FluxEra { .since("0.15") }

  func lower(_ input: FluxValue, in lowering: inout FluxLowering) throws(Diagnostic) -> FluxValue {
    try wrapper.lower(input, in: &lowering)
  }
}
