import Diagnostics
import ModelIR

/// A step of the gated recurrent unit: `h′ = (1 .- z) .* n .+ z .* h` with the candidate
/// `n = tanh.(Wx .+ r .* (Wh * h) .+ b)`.
///
/// | release | fields |
/// |---|---|
/// | 0.4.1 | update, reset (each a Dense over `[x; h]`), candidate (a Dense over `[r .* h; x]`), h |
/// | 0.5 to 0.11 | Wi, Wh, b, h |
/// | 0.12 to 0.14 | Wi, Wh, b, state0 (a column) |
/// | 0.15 and later | Wi, Wh, b; the initial state is zero |
///
/// Gates are stacked in the order r, z, n. In 0.4.1 the state was `(1 .- z) .* h .+ z .* n`: the
/// complement of the update gate.
struct GRUCell: RecurrentCell {
  static let typeNames = ["GRUCell"]

  /// The matrices in the two ways that they are stored.
  private enum Matrices {
    /// In the order z, r, n.
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
    guard fields.count == 3 || fields.count == 4 else { throw fields.unknownEra() }
    let first = try fields.value(0, "Wi")
    guard try FluxFields.array(in: first, path: "\(fields.path).Wi") != nil else {
      guard fields.count == 4 else { throw fields.unknownEra() }
      let h = try fields.array(3, "h")
      var gates: [JoinedGate] = []
      for (index, name) in ["update", "reset", "candidate"].enumerated() {
        let gate = try JoinedGate(
          decoding: fields, at: index, name, state: h, hasStateFirst: index == 2)
        try gate.require(index == 2 ? ["tanh"] : ["σ", "sigmoid"], fields)
        gates.append(gate)
      }
      guard gates.allSatisfy(gates[0].fits) else {
        throw fields.malformed("the gates of \(fields.type) are of different sizes")
      }
      matrices = .joined(gates)
      inputCount = gates[0].inputCount
      hiddenCount = gates[0].hiddenCount
      elementType = gates[0].dense.weight.elementType
      initialStates = [h]
      children = gates.map(\.child)
      era = .between("0.4.1", "0.4.1")
      return
    }
    let stacked = try RecurrentMatrices(decoding: fields, at: 0, gateCount: 3)
    matrices = .stacked(stacked)
    inputCount = stacked.inputCount
    hiddenCount = stacked.hiddenCount
    elementType = stacked.input.elementType
    children = []
    (initialStates, era) = try fields.initialStates(3)
  }

  var text: String { FluxText.call("GRUCell", [sizes]) }

  var parameters: [FluxParameter] {
    let states = initialStates.map { FluxParameter("state0", $0) }
    guard case .stacked(let stacked) = matrices else { return states }
    return stacked.parameters + states
  }

  func unrolled(
    over x: ValueID, from states: [ValueID?], in lowering: inout FluxLowering
  ) throws(Diagnostic) -> RecurrentResult {
    let values: (input: ValueID, recurrent: ValueID, bias: ValueID?)
    let resetsAfterMultiplication: Bool
    switch matrices {
    case .joined(let gates):
      values = try JoinedGate.values(of: gates, negated: 0, in: &lowering)
      resetsAfterMultiplication = false
    case .stacked(let stacked):
      // r, z, n becomes z, r, n.
      values = try stacked.values(order: [1, 0, 2], in: &lowering)
      resetsAfterMultiplication = true
    }
    let results = try lowering.builder.addNode(
      ModelIR.GRU(
        hiddenSize: hiddenCount, resetsAfterMultiplication: resetsAfterMultiplication),
      [x, values.input, values.recurrent, values.bias, nil, states[0]])
    return try lowering.recurrentResult(results)
  }
}
