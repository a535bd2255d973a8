import Diagnostics
import ModelIR

/// What a recurrent operator computes in a step, and how PyTorch stacks its gates.
enum ATenRecurrentGates: Hashable, Sendable {
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

  /// PyTorch's gates in the operators' order: i, f, g, o becomes i, o, f, g; r, z, n becomes z, r, n.
  var order: [Int] {
    switch self {
    case .lstm: [0, 3, 1, 2]
    case .gru: [1, 0, 2]
    case .tanh, .relu: [0]
    }
  }
}

/// The tensors of one layer of a recurrent operator in one direction, as PyTorch stacks them.
struct ATenRecurrentWeights {
  /// `[gates · hidden, in]`.
  let input: ValueID
  /// `[gates · hidden, hidden]`, or `[gates · hidden, projected]`.
  let recurrent: ValueID
  /// Both biases, `[gates · hidden]`.
  let biases: (input: ValueID, recurrent: ValueID)?
  /// What makes the hidden state of an LSTM smaller than its cell, `[projected, hidden]`.
  var projection: ValueID?
}
