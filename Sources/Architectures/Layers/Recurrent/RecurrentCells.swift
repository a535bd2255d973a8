import Checkpoints
import Diagnostics
import ModelIR

/// One step of a recurrent network: the next states of an input and, if they are given, the states.
protocol RecurrentCellLayer: Layer {
  /// What the cell's settings and tensors are.
  var cell: RecurrentCell { get }
}

extension RecurrentCellLayer {
  var hyperparameters: Hyperparameters { cell.hyperparameters }

  var extraText: String { cell.extraText }

  var parameters: [ModuleTree.Parameter] { cell.parameters }

  func build(_ inputs: [ValueID], in context: inout LayerContext) throws(Diagnostic) -> [ValueID] {
    try cell.build(inputs, in: &context)
  }
}

/// A step of the long short-term memory: the next hidden state and the next cell.
struct LSTMCellLayer: RecurrentCellLayer {
  static let kinds = ["LSTMCell"]

  let cell: RecurrentCell

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    cell = try RecurrentCell(&settings, gates: .lstm)
    try settings.requireAllTaken()
  }
}

/// A step of the gated recurrent unit.
struct GRUCellLayer: RecurrentCellLayer {
  static let kinds = ["GRUCell"]

  let cell: RecurrentCell

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    cell = try RecurrentCell(&settings, gates: .gru)
    try settings.requireAllTaken()
  }
}

/// A step of the simple recurrent layer.
struct RNNCellLayer: RecurrentCellLayer {
  static let kinds = ["RNNCell"]

  let cell: RecurrentCell

  init(_ settings: inout LayerSettings) throws(Diagnostic) {
    let nonlinearity = try settings.choice(
      "nonlinearity", of: ["tanh", "relu"], default: "tanh")
    cell = try RecurrentCell(&settings, gates: nonlinearity == "relu" ? .relu : .tanh)
    try settings.requireAllTaken()
  }

  var hyperparameters: Hyperparameters {
    cell.hyperparameters.merging(["nonlinearity": .text(cell.gates == .relu ? "relu" : "tanh")])
  }

  var extraText: String {
    cell.gates == .relu ? "\(cell.extraText), nonlinearity=relu" : cell.extraText
  }
}
