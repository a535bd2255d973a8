import Checkpoints
import Diagnostics
import ModelIR

/// The settings that recurrent layers share, and the tensors that follow of them.
struct RecurrentSettings: Hashable, Sendable {
  /// What is computed.
  let gates: RecurrentGates
  /// The features of an input.
  let inputSize: Int
  /// The size of the state.
  let hiddenSize: Int
  /// The size of an LSTM's projected state; 0 for none.
  let projectionSize: Int
  /// How many layers there are, each over the results of the one before.
  let layerCount: Int
  /// Whether there are biases.
  let hasBias: Bool
  /// Whether the batch is the first axis, else the time.
  let isBatchFirst: Bool
  /// Whether each layer also runs backwards.
  let isBidirectional: Bool
  /// Everything as the framework names it, in its order of printing.
  let hyperparameters: Hyperparameters
  /// The tensors in the framework's order.
  private(set) var parameters: [ModuleTree.Parameter]

  init(_ settings: inout LayerSettings, gates: RecurrentGates) throws(Diagnostic) {
    self.gates = gates
    let rows = settings.storedSize("weight_ih_l0", axis: 0)
    inputSize = try settings.integer(
      "input_size", solved: settings.storedSize("weight_ih_l0", axis: 1),
      in: LayerSettings.sizeRange)
    hiddenSize = try settings.integer(
      "hidden_size",
      solved: rows.flatMap { $0.isMultiple(of: gates.count) ? $0 / gates.count : nil },
      in: LayerSettings.sizeRange)
    projectionSize = try settings.integer(
      "proj_size", solved: settings.storedSize("weight_hr_l0", axis: 0), default: 0,
      in: 0...Int(Int32.max))
    layerCount = try settings.integer(
      "num_layers", solved: Self.storedLayerCount(settings), default: 1, in: 1...1 << 12)
    hasBias = try settings.boolean(
      "bias", solved: settings.isStored("bias_ih_l0", beside: "weight_ih_l0"), default: true)
    isBatchFirst = try settings.boolean("batch_first", default: false)
    let dropout = try settings.writtenNumber("dropout", default: .number(0))
    isBidirectional = try settings.boolean(
      "bidirectional", solved: settings.isStored("weight_ih_l0_reverse", beside: "weight_ih_l0"),
      default: false)
    settings.ignore("mode")
    hyperparameters = [
      "input_size": .integer(inputSize), "hidden_size": .integer(hiddenSize),
      "proj_size": .integer(projectionSize), "num_layers": .integer(layerCount),
      "bias": .boolean(hasBias), "batch_first": .boolean(isBatchFirst),
      "dropout": dropout.written, "bidirectional": .boolean(isBidirectional),
    ]
    parameters = []
    try addParameters(settings)
  }

  /// The text that the framework prints: what differs from the defaults.
  var extraText: String {
    var parts = ["\(inputSize)", "\(hiddenSize)"]
    for entry in hyperparameters.entries.dropFirst(2) {
      let isDefault =
        switch entry.name {
        case "num_layers": layerCount == 1
        case "bias": hasBias
        case "proj_size", "dropout": entry.value.number == 0
        default: entry.value == .boolean(false)
        }
      if !isDefault { parts.append("\(entry.name)=\(entry.value)") }
    }
    return parts.joined(separator: ", ")
  }

  /// The ends of a layer's tensors' names, one for each direction.
  func suffixes(layer: Int) -> [String] {
    isBidirectional ? ["_l\(layer)", "_l\(layer)_reverse"] : ["_l\(layer)"]
  }

  private mutating func addParameters(_ settings: LayerSettings) throws(Diagnostic) {
    let rows = gates.count * hiddenSize
    let stateSize = projectionSize > 0 ? projectionSize : hiddenSize
    for layer in 0..<layerCount {
      let suffixes = suffixes(layer: layer)
      let columns = layer == 0 ? inputSize : suffixes.count * stateSize
      for suffix in suffixes {
        parameters.append(try settings.parameter("weight_ih" + suffix, [rows, columns]))
        parameters.append(try settings.parameter("weight_hh" + suffix, [rows, stateSize]))
        if hasBias {
          parameters.append(try settings.parameter("bias_ih" + suffix, [rows]))
          parameters.append(try settings.parameter("bias_hh" + suffix, [rows]))
        }
        if projectionSize > 0 {
          parameters.append(
            try settings.parameter("weight_hr" + suffix, [projectionSize, hiddenSize]))
        }
      }
    }
  }

  /// How many layers are stored without a gap.
  private static func storedLayerCount(_ settings: LayerSettings) -> Int? {
    var count = 0
    while settings.storedShape("weight_ih_l\(count)") != nil { count += 1 }
    return count > 0 ? count : nil
  }
}
