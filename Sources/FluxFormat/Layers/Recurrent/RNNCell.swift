import Diagnostics
import ModelIR

/// A step of the simple recurrent layer: `h′ = σ.(Wi * x .+ Wh * h .+ b)`.
///
/// | release | fields |
/// |---|---|
/// | 0.4 | d (a Dense over `[x; h]`), h |
/// | 0.5 to 0.11 | σ, Wi, Wh, b, h |
/// | 0.12 to 0.14 | σ, Wi, Wh, b, state0 (a column) |
/// | 0.15 and later | σ, Wi, Wh, bias; the initial state is zero |
struct RNNCell: RecurrentCell {
  static let typeNames = ["RNNCell"]

  /// The matrices in the two ways that they are stored.
  private enum Matrices {
    case joined(JoinedGate)
    case separate(RecurrentMatrices)
  }

  private let matrices: Matrices
  let activation: FluxActivation
  let initialStates: [JuliaArray]
  let era: FluxEra

  init(decoding fields: FluxFields) throws(Diagnostic) {
    switch fields.count {
    case 2:
      let state = try fields.array(1, "h")
      let gate = try JoinedGate(decoding: fields, at: 0, "d", state: state)
      matrices = .joined(gate)
      activation = gate.dense.activation
      initialStates = [state]
      era = .between("0.4", "0.4.1")
    case 4, 5:
      activation = try fields.activation(0)
      matrices = .separate(try RecurrentMatrices(decoding: fields, at: 1, gateCount: 1))
      (initialStates, era) = try fields.initialStates(4)
    default: throw fields.unknownEra()
    }
  }

  var inputCount: Int {
    switch matrices {
    case .joined(let gate): gate.inputCount
    case .separate(let matrices): matrices.inputCount
    }
  }

  var hiddenCount: Int {
    switch matrices {
    case .joined(let gate): gate.hiddenCount
    case .separate(let matrices): matrices.hiddenCount
    }
  }

  var elementType: ElementType? {
    switch matrices {
    case .joined(let gate): gate.dense.weight.elementType
    case .separate(let matrices): matrices.input.elementType
    }
  }

  var text: String { FluxText.call("RNNCell", [sizes, FluxText.activation(activation)]) }

  var parameters: [FluxParameter] {
    let states = initialStates.map { FluxParameter("state0", $0) }
    switch matrices {
    case .joined: return states
    case .separate(let matrices): return matrices.parameters + states
    }
  }

  var children: [FluxChild] {
    if case .joined(let gate) = matrices { [gate.child] } else { [] }
  }

  func unrolled(
    over x: ValueID, from states: [ValueID?], in lowering: inout FluxLowering
  ) throws(Diagnostic) -> RecurrentResult {
    let values: (input: ValueID, recurrent: ValueID, bias: ValueID?)
    switch matrices {
    case .joined(let gate): values = try JoinedGate.values(of: [gate], in: &lowering)
    case .separate(let matrices): values = try matrices.values(order: [0], in: &lowering)
    }
    guard let activation = operatorActivation else {
      return try UnrolledRNN(
        input: values.input, recurrent: values.recurrent, bias: values.bias, activation: activation
      ).result(over: x, from: states[0], in: &lowering)
    }
    let results = try lowering.builder.addNode(
      ModelIR.RNN(hiddenSize: hiddenCount, activation: activation),
      [x, values.input, values.recurrent, values.bias, states[0]])
    return try lowering.recurrentResult(results)
  }

  /// The activation, if graphs have recurrent layers with it.
  private var operatorActivation: ModelIR.RNN.Activation? {
    if activation.isIdentity { return .identity }
    guard case .function(let function) = activation.value else { return nil }
    return switch function.name {
    case "tanh", "tanh_fast": .tanh
    case "relu": .relu
    case "σ", "sigmoid", "sigmoid_fast": .sigmoid
    case "softsign": .softsign
    case "softplus": .softplus
    default: nil
    }
  }
}

extension FluxLowering {
  /// The results of an operator over `[time, batch, in]` that goes forward, without the axis of
  /// directions.
  mutating func recurrentResult(_ results: [ValueID]) throws(Diagnostic) -> RecurrentResult {
    let steps = try builder.add(Squeeze(axes: [1]), results[0])
    var states: [ValueID] = []
    for state in results.dropFirst() {
      states.append(try builder.add(Squeeze(axes: [0]), state))
    }
    return RecurrentResult(steps: steps, states: states)
  }
}
