import Checkpoints
import Diagnostics
import ModelIR

/// What recurrent cells share: sizes, which are solved from the tensors, and the step itself.
struct RecurrentCell {
  /// What is computed.
  let gates: RecurrentGates
  /// Everything as the framework names it, in its order of printing.
  let hyperparameters: Hyperparameters
  /// The text that the framework prints.
  let extraText: String
  /// The tensors in the framework's order.
  let parameters: [ModuleTree.Parameter]
  private let weights: RecurrentWeights

  init(_ settings: inout LayerSettings, gates: RecurrentGates) throws(Diagnostic) {
    self.gates = gates
    let inputSize = try settings.integer(
      "input_size", solved: settings.storedSize("weight_ih", axis: 1), in: LayerSettings.sizeRange)
    let hiddenSize = try settings.integer(
      "hidden_size", solved: settings.storedSize("weight_hh", axis: 1),
      in: LayerSettings.sizeRange)
    let hasBias = try settings.boolean(
      "bias", solved: settings.isStored("bias_ih", beside: "weight_ih"), default: true)
    hyperparameters = [
      "input_size": .integer(inputSize), "hidden_size": .integer(hiddenSize),
      "bias": .boolean(hasBias),
    ]
    extraText = "\(inputSize), \(hiddenSize)" + (hasBias ? "" : ", bias=False")
    let rows = gates.count * hiddenSize
    var parameters = [
      try settings.parameter("weight_ih", [rows, inputSize]),
      try settings.parameter("weight_hh", [rows, hiddenSize]),
    ]
    if hasBias {
      parameters.append(try settings.parameter("bias_ih", [rows]))
      parameters.append(try settings.parameter("bias_hh", [rows]))
    }
    self.parameters = parameters
    weights = RecurrentWeights(
      suffixes: [""], gates: gates, hiddenSize: hiddenSize, hasBias: hasBias)
  }

  /// The next states: a sequence of one step.
  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    guard inputs.count == 1 || inputs.count == 1 + gates.stateCount else {
      throw context.problem(
        "an input is expected, or one with \(gates.stateCount) states; \(inputs.count) are given")
    }
    let isBatched = context.rank(inputs[0]) == 2
    guard isBatched || context.rank(inputs[0]) == 1 else {
      throw context.problem(
        "an input of 1 or 2 axes is expected, this is \(context.shape(inputs[0]))")
    }
    var raised: [ValueID] = []
    for input in inputs {
      raised.append(try context.add(Unsqueeze(axes: isBatched ? [0] : [0, 1]), input))
    }
    var operands = try weights.operands(over: raised[0], in: &context)
    operands.hidden = raised.count > 1 ? raised[1] : nil
    operands.cell = raised.count > 2 ? raised[2] : nil
    let results = try gates.add(
      operands, hiddenSize: weights.hiddenSize, direction: .forward, in: &context)
    var states: [ValueID] = []
    for state in results.dropFirst() {
      states.append(try context.add(Squeeze(axes: isBatched ? [0] : [0, 1]), state))
    }
    return states
  }
}
