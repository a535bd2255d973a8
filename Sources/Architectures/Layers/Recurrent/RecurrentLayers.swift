import Checkpoints
import Diagnostics
import ModelIR

/// A recurrent network over sequences: `output`, `h_n` and an LSTM's `c_n`; what follows it in a
/// sequence of layers takes `output` alone.
protocol RecurrentLayer: Layer {
  /// What the layer's settings and tensors are.
  var recurrent: RecurrentSettings { get }
}

extension RecurrentLayer {
  var hyperparameters: Hyperparameters { recurrent.hyperparameters }

  var extraText: String { recurrent.extraText }

  var parameters: [ModuleTree.Parameter] { recurrent.parameters }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    try RecurrentStack(settings: recurrent).build(inputs, in: &context)
  }
}

/// The long short-term memory.
///
/// | setting | default |
/// |---|---|
/// | input_size, hidden_size, num_layers, bias, bidirectional, proj_size | solved from the tensors |
/// | batch_first | false |
/// | dropout | 0.0, without meaning in inference |
struct LSTMLayer: RecurrentLayer {
  static let kinds = ["LSTM"]

  let recurrent: RecurrentSettings

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    recurrent = try RecurrentSettings(&settings, gates: .lstm)
    try settings.requireAllTaken()
  }
}

/// The gated recurrent unit.
///
/// | setting | default |
/// |---|---|
/// | input_size, hidden_size, num_layers, bias, bidirectional | solved from the tensors |
/// | batch_first | false |
/// | dropout | 0.0, without meaning in inference |
struct GRULayer: RecurrentLayer {
  static let kinds = ["GRU"]

  let recurrent: RecurrentSettings

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    recurrent = try RecurrentSettings(&settings, gates: .gru)
    try settings.requireAllTaken()
  }
}

/// The simple recurrent layer.
///
/// | setting | default |
/// |---|---|
/// | input_size, hidden_size, num_layers, bias, bidirectional | solved from the tensors |
/// | nonlinearity | tanh; relu is the other one |
/// | batch_first | false |
/// | dropout | 0.0, without meaning in inference |
struct RNNLayer: RecurrentLayer {
  static let kinds = ["RNN"]

  let recurrent: RecurrentSettings

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    // Old pickles say the nonlinearity by the mode alone.
    let mode = try settings.choice("mode", of: ["RNN_TANH", "RNN_RELU"], default: "RNN_TANH")
    let nonlinearity = try settings.choice(
      "nonlinearity", of: ["tanh", "relu"], default: mode == "RNN_RELU" ? "relu" : "tanh")
    recurrent = try RecurrentSettings(&settings, gates: nonlinearity == "relu" ? .relu : .tanh)
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters {
    recurrent.hyperparameters.merging([
      "nonlinearity": .text(recurrent.gates == .relu ? "relu" : "tanh")
    ])
  }
}
