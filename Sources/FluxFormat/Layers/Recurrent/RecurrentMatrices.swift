import Diagnostics
import ModelIR

/// The matrices of a cell since Flux 0.5: gates stacked along the first dimension.
struct RecurrentMatrices: Sendable {
  /// `(gates * hidden, in)`.
  let input: JuliaArray
  /// `(gates * hidden, hidden)`.
  let recurrent: JuliaArray
  /// `(gates * hidden)`.
  let bias: JuliaArray?
  let gateCount: Int

  /// Reads the fields Wi, Wh and the bias, which follow each other.
  ///
  /// - Parameter recurrentGateCount: how many gates Wh has, if not all.
  init(
    decoding fields: FluxFields, at index: Int, gateCount: Int, recurrentGateCount: Int? = nil
  ) throws(Diagnostic) {
    let input = try fields.array(index, "Wi")
    let recurrent = try fields.array(index + 1, "Wh")
    let bias = try fields.optionalArray(index + 2, "bias")
    guard input.dimensions.count == 2, recurrent.dimensions.count == 2 else {
      throw fields.malformed(
        "the weights of a cell are matrices, these are \(input.summary) and \(recurrent.summary)")
    }
    let hidden = recurrent.dimensions[1]
    guard hidden.isProduct(input.dimensions[0], over: gateCount),
      hidden.isProduct(recurrent.dimensions[0], over: recurrentGateCount ?? gateCount),
      bias.map({ $0.dimensions == [input.dimensions[0]] }) ?? true,
      input.elementType == recurrent.elementType
    else {
      throw fields.malformed(
        """
        the sizes of \(fields.type) contradict each other: Wi is \(input.summary), Wh is \
        \(recurrent.summary)\(bias.map { ", the bias is \($0.summary)" } ?? "")
        """)
    }
    self.input = input
    self.recurrent = recurrent
    self.bias = bias
    self.gateCount = gateCount
  }

  var inputCount: Int { input.dimensions[1] }
  var hiddenCount: Int { recurrent.dimensions[1] }

  var parameters: [FluxParameter] {
    [FluxParameter("Wi", input), FluxParameter("Wh", recurrent)]
      + (bias.map { [FluxParameter("bias", $0)] } ?? [])
  }

  /// Wi, Wh and the bias as the graph's operators take them, the gates in another order.
  func values(
    order: [Int], in lowering: inout FluxLowering
  ) throws(Diagnostic) -> (input: ValueID, recurrent: ValueID, bias: ValueID?) {
    let wi = try lowering.elements(of: input).gates(order, size: hiddenCount)
    let wh = try lowering.elements(of: recurrent).gates(order, size: hiddenCount)
    return (
      lowering.weight(view: wi, "Wi"), lowering.weight(view: wh, "Wh"),
      try biasValue(order: order, in: &lowering)
    )
  }

  /// The bias with the gates in another order, `[1, gates * hidden]`.
  func biasValue(
    order: [Int], in lowering: inout FluxLowering
  ) throws(Diagnostic) -> ValueID? {
    guard let bias else { return nil }
    let gates = try lowering.elements(of: bias).gates(order, size: hiddenCount)
    let type = input.elementType ?? gates.elementType
    return try lowering.cast(lowering.weight(view: gates, "bias"), to: type)
  }
}

extension Int {
  /// Whether a number is this one times a factor.
  fileprivate func isProduct(_ product: Int, over factor: Int) -> Bool {
    let (expected, overflow) = multipliedReportingOverflow(by: factor)
    return !overflow && expected == product
  }
}

extension Weight {
  /// Blocks of the last axis in another order: `[in, gates * size]` becomes
  /// `[1, gates * size, in]`, and `[gates * size]` becomes `[1, gates * size]`.
  func gates(_ order: [Int], size: Int) -> Weight {
    let rows = shape.count == 2 ? transposed(by: [1, 0]) : self
    let blocks = order.map { rows.sliced(along: 0, $0 * size..<($0 + 1) * size) }
    let isSorted = order == Array(0..<order.count)
    let joined = isSorted ? rows : Weight.concatenated(blocks, along: 0)
    return joined.reshaped(to: [1] + joined.shape)
  }
}
