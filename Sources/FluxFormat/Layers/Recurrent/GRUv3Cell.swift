import Diagnostics
import ModelIR

/// A step of the gated recurrent unit as first published: the candidate is
/// `n = tanh.(Wx .+ Wh_h̃ * (r .* h) .+ b)`, so the reset comes before the product.
///
/// | release | fields |
/// |---|---|
/// | 0.12.7 to 0.14 | Wi, Wh, b, Wh_h̃, state0 (a column) |
/// | 0.15 and later | Wi, Wh, b, Wh_h̃; the initial state is zero |
///
/// Gates are stacked in the order r, z, n; Wh has the first two, Wh_h̃ is the third.
struct GRUv3Cell: RecurrentCell {
  static let typeNames = ["GRUv3Cell"]

  let matrices: RecurrentMatrices
  let candidate: JuliaArray
  let initialStates: [JuliaArray]
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    guard fields.count == 4 || fields.count == 5 else { throw fields.unknownEra() }
    matrices = try RecurrentMatrices(
      decoding: fields, at: 0, gateCount: 3, recurrentGateCount: 2)
    candidate = try fields.array(3, "Wh_h̃")
    initialStates = fields.count == 5 ? try fields.states(4, "state0") : []
    era = fields.count == 5 ? .between("0.12.7", "0.14") : .since("0.15")
    let hidden = matrices.hiddenCount
    guard candidate.dimensions == [hidden, hidden],
      candidate.elementType == matrices.recurrent.elementType
    else {
      throw fields.malformed(
        "Wh_h̃ of \(fields.type) is \(candidate.summary), Wh is \(matrices.recurrent.summary)")
    }
  }

  var inputCount: Int { matrices.inputCount }
  var hiddenCount: Int { matrices.hiddenCount }
  var elementType: ElementType? { matrices.input.elementType }

  var text: String { FluxText.call("GRUv3Cell", [sizes]) }

  var parameters: [FluxParameter] {
    matrices.parameters + [FluxParameter("Wh_h̃", candidate)]
      + initialStates.map { FluxParameter("state0", $0) }
  }

  func unrolled(
    over x: ValueID, from states: [ValueID?], in lowering: inout FluxLowering
  ) throws(Diagnostic) -> RecurrentResult {
    // r, z, n becomes z, r, n.
    let order = [1, 0, 2]
    let wi = try lowering.elements(of: matrices.input).gates(order, size: hiddenCount)
    // Sizes are reversed: gates are stacked along the last axis.
    let wh = Weight.concatenated(
      [
        try lowering.elements(of: matrices.recurrent), try lowering.elements(of: candidate),
      ], along: 1
    ).gates(order, size: hiddenCount)
    let bias = try matrices.biasValue(order: order, in: &lowering)
    let results = try lowering.builder.addNode(
      ModelIR.GRU(hiddenSize: hiddenCount, resetsAfterMultiplication: false),
      [
        x, lowering.weight(view: wi, "Wi"), lowering.weight(view: wh, "Wh"), bias, nil,
        states[0],
      ])
    return try lowering.recurrentResult(results)
  }
}
