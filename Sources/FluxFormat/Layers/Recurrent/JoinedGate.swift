import Diagnostics
import ModelIR

/// A gate of Flux 0.4: a Dense over the input and the state stacked on each other.
struct JoinedGate: Sendable {
  let dense: Dense
  let child: FluxChild
  let hiddenCount: Int
  /// Whether the state stands before the input, as it does for the candidate of a GRU.
  let hasStateFirst: Bool

  init(
    decoding fields: FluxFields, at index: Int, _ name: String, state: JuliaArray,
    hasStateFirst: Bool = false
  ) throws(Diagnostic) {
    let module = try fields.module(index, name)
    if case .unreadable(let reason, _, _) = module { throw reason }
    guard let dense = module.layer as? Dense else {
      throw fields.malformed("'\(name)' of \(fields.type) has to be a Dense")
    }
    guard dense.outputCount == state.elementCount, dense.inputCount > dense.outputCount,
      dense.bias.map({ $0.dimensions == [dense.outputCount] }) ?? true
    else {
      throw fields.malformed(
        "'\(name)' of \(fields.type) is \(dense.text), the state is \(state.summary)")
    }
    self.dense = dense
    self.hasStateFirst = hasStateFirst
    hiddenCount = dense.outputCount
    child = FluxChild(path: name, module: module)
  }

  var inputCount: Int { dense.inputCount - hiddenCount }

  /// Checks that the gate has the activation that the layer is defined with.
  func require(_ names: Set<String>, _ fields: FluxFields) throws(Diagnostic) {
    if case .function(let function) = dense.activation.value, names.contains(function.name) {
      return
    }
    throw fields.malformed(
      "'\(child.path)' of \(fields.type) has the activation \(dense.activation.text)")
  }

  /// Whether two gates can be stacked.
  func fits(_ other: JoinedGate) -> Bool {
    inputCount == other.inputCount && hiddenCount == other.hiddenCount
      && dense.weight.elementType == other.dense.weight.elementType
      && (dense.bias?.elementType ?? dense.weight.elementType)
        == (other.dense.bias?.elementType ?? other.dense.weight.elementType)
  }

  /// Gates stacked as the graph's operators take them: `[1, gates * hidden, in]`,
  /// `[1, gates * hidden, hidden]` and `[1, gates * hidden]`.
  ///
  /// - Parameter negated: the gate of which the complement is wanted: σ(−a) = 1 − σ(a).
  static func values(
    of gates: [JoinedGate], negated: Int? = nil, in lowering: inout FluxLowering
  ) throws(Diagnostic) -> (input: ValueID, recurrent: ValueID, bias: ValueID?) {
    var inputs: [Weight] = []
    var recurrents: [Weight] = []
    var biases: [Weight] = []
    for (index, gate) in gates.enumerated() {
      // The weight's sizes are reversed: [input and state, hidden].
      var matrix = try lowering.elements(of: gate.dense.weight)
      var bias = try gate.bias(in: lowering)
      if index == negated {
        matrix = matrix.negated()
        bias = bias.negated()
      }
      let split = gate.hasStateFirst ? gate.hiddenCount : gate.inputCount
      let first = matrix.sliced(along: 0, 0..<split)
      let second = matrix.sliced(along: 0, split..<matrix.shape[0])
      inputs.append(gate.hasStateFirst ? second : first)
      recurrents.append(gate.hasStateFirst ? first : second)
      biases.append(bias)
    }
    let order = Array(0..<gates.count)
    let size = gates[0].hiddenCount
    let wi = Weight.concatenated(inputs, along: 1).gates(order, size: size)
    let wh = Weight.concatenated(recurrents, along: 1).gates(order, size: size)
    let b = Weight.concatenated(biases, along: 0).gates(order, size: size)
    let biasValue = lowering.weight(view: b, "bias")
    return (
      lowering.weight(view: wi, "Wi"), lowering.weight(view: wh, "Wh"),
      try lowering.cast(biasValue, to: wi.elementType)
    )
  }

  private func bias(in lowering: FluxLowering) throws(Diagnostic) -> Weight {
    if let bias = dense.bias { return try lowering.elements(of: bias) }
    let type = try lowering.elements(of: dense.weight).elementType
    return Weight(
      type, shape: [hiddenCount],
      bytes: [UInt8](repeating: 0, count: hiddenCount * type.byteCount))
  }
}
