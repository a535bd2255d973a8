import Diagnostics
import ModelIR

/// What a recurrent layer computes in a step, and how the framework stacks its gates.
enum RecurrentGates: Hashable, Sendable {
  case lstm, gru, tanh, relu

  /// The number of gates, stacked in the weights' first axis.
  var count: Int {
    switch self {
    case .lstm: 4
    case .gru: 3
    case .tanh, .relu: 1
    }
  }

  /// The number of states: hidden, and the cell of an LSTM.
  var stateCount: Int { self == .lstm ? 2 : 1 }

  /// The framework's gates in the operators' order: i, f, g, o becomes i, o, f, g; r, z, n becomes
  /// z, r, n.
  private var order: [Int] {
    switch self {
    case .lstm: [0, 3, 1, 2]
    case .gru: [1, 0, 2]
    case .tanh, .relu: [0]
    }
  }

  /// A stored tensor with its gates in the operators' order.
  func reordered(_ weight: Weight, hiddenSize: Int) -> Weight {
    Weight.concatenated(
      order.map { weight.sliced(along: 0, $0 * hiddenSize..<($0 + 1) * hiddenSize) }, along: 0)
  }

  /// Adds the operator's node; states that are left out are zero.
  func add(
    _ operands: RecurrentOperands, hiddenSize: Int, direction: RecurrentDirection,
    in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let weights = [operands.x, operands.weight, operands.recurrentWeight]
    switch self {
    case .lstm:
      return try context.builder.addNode(
        LSTM(hiddenSize: hiddenSize, direction: direction),
        weights + [operands.bias, operands.hidden, operands.cell])
    case .gru:
      return try context.builder.addNode(
        GRU(hiddenSize: hiddenSize, direction: direction, resetsAfterMultiplication: true),
        weights + [operands.bias, operands.recurrentBias, operands.hidden])
    case .tanh, .relu:
      return try context.builder.addNode(
        RNN(
          hiddenSize: hiddenSize, direction: direction, activation: self == .relu ? .relu : .tanh),
        weights + [operands.bias, operands.hidden])
    }
  }
}

/// The values that a recurrent operator takes.
struct RecurrentOperands {
  /// `[time, batch, in]`.
  var x: ValueID
  /// `[dirs, gates · hidden, in]`.
  var weight: ValueID
  /// `[dirs, gates · hidden, hidden]`.
  var recurrentWeight: ValueID
  /// `[dirs, gates · hidden]`; the sum of both biases but for the GRU.
  var bias: ValueID?
  /// The GRU's second bias.
  var recurrentBias: ValueID?
  /// `[dirs, batch, hidden]`.
  var hidden: ValueID?
  /// `[dirs, batch, hidden]`.
  var cell: ValueID?
}
