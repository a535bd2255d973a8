import Diagnostics
import ModelIR

/// A step of the long short-term memory: `c′ = f .* c + i .* g` and `h′ = o .* tanh.(c′)`.
///
/// | release | fields |
/// |---|---|
/// | 0.4 | forget, input, output, cell (each a Dense over `[x; h]`), h, c |
/// | 0.5 to 0.11 | Wi, Wh, b, h, c |
/// | 0.12 to 0.14 | Wi, Wh, b, state0 (a tuple of columns) |
/// | 0.15 and later | Wi, Wh, bias; the initial states are zero |
///
/// Gates are stacked in the order i, f, g, o.
struct LSTMCell: RecurrentCell {
  static let typeNames = ["LSTMCell"]
  static let stateCount = 2

  /// The matrices in the two ways that they are stored.
  private enum Matrices {
    /// In the order i, o, f, g.
    case joined([JoinedGate])
    case stacked(RecurrentMatrices)
  }

  private let matrices: Matrices
  let inputCount: Int
  let hiddenCount: Int
  let elementType: ElementType?
  let initialStates: [JuliaArray]
  let children: [FluxChild]
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    if fields.count == 6 {
      let h = try fields.array(4, "h")
      initialStates = [h, try fields.array(5, "c")]
      var gates: [JoinedGate] = []
      for (index, name) in ["forget", "input", "output", "cell"].enumerated() {
        let gate = try JoinedGate(decoding: fields, at: index, name, state: h)
        try gate.require(index == 3 ? ["tanh"] : ["σ", "sigmoid"], fields)
        gates.append(gate)
      }
      guard gates.allSatisfy(gates[0].fits) else {
        throw fields.malformed("the gates of \(fields.type) are of different sizes")
      }
      children = gates.map(\.child)
      matrices = .joined([gates[1], gates[2], gates[0], gates[3]])
      inputCount = gates[0].inputCount
      hiddenCount = gates[0].hiddenCount
      elementType = gates[0].dense.weight.elementType
      era = .between("0.4", "0.4.1")
      return
    }
    guard (3...5).contains(fields.count) else { throw fields.unknownEra() }
    let stacked = try RecurrentMatrices(decoding: fields, at: 0, gateCount: 4)
    matrices = .stacked(stacked)
    inputCount = stacked.inputCount
    hiddenCount = stacked.hiddenCount
    elementType = stacked.input.elementType
    children = []
    if fields.count == 5 {
      initialStates = [try fields.array(3, "h"), try fields.array(4, "c")]
      era = .between("0.5", "0.11")
    } else {
      (initialStates, era) = try fields.initialStates(3)
    }
  }

  var text: String { FluxText.call("LSTMCell", [sizes]) }

  var parameters: [FluxParameter] {
    let states = zip(["h", "c"], initialStates).map { FluxParameter($0, $1) }
    guard case .stacked(let stacked) = matrices else { return states }
    return stacked.parameters + states
  }

  func unrolled(
    over x: ValueID, from states: [ValueID?], in lowering: inout FluxLowering
  ) throws(Diagnostic) -> RecurrentResult {
    let values: (input: ValueID, recurrent: ValueID, bias: ValueID?)
    switch matrices {
    case .joined(let gates): values = try JoinedGate.values(of: gates, in: &lowering)
    case .stacked(let stacked):
      // i, f, g, o becomes i, o, f, g.
      values = try stacked.values(order: [0, 3, 1, 2], in: &lowering)
    }
    let results = try lowering.builder.addNode(
      ModelIR.LSTM(hiddenSize: hiddenCount),
      [x, values.input, values.recurrent, values.bias, states[0], states[1]])
    return try lowering.recurrentResult(results)
  }
}
