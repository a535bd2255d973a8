import ConversionKit
import ModelIR

extension LoweringTable where Context == NodeLowering {
  /// Recurrent layers; operands are laid out as ONNX has them but for the bias, of which it wants the
  /// input's and the recurrent one joined.
  mutating func addRecurrent() {
    add(RNN.self) { operation, node in
      let count = operation.direction.count
      var attributes: [ONNXAttribute] = []
      if operation.activation == .identity {
        attributes.append(.floats("activation_alpha", [Double](repeating: 1, count: count)))
        attributes.append(.floats("activation_beta", [Double](repeating: 0, count: count)))
      }
      let name = operation.activation.onnxName
      attributes.append(.strings("activations", [String](repeating: name, count: count)))
      node.recurrent("RNN", operation, states: [4], attributes: attributes)
    }
    add(LSTM.self) { operation, node in
      node.recurrent("LSTM", operation, states: [4, 5])
    }
    add(GRU.self) { operation, node in
      node.recurrent(
        "GRU", operation, recurrentBias: 4, states: [5],
        attributes: [.flag("linear_before_reset", operation.resetsAfterMultiplication)])
    }
  }
}

extension NodeLowering {
  fileprivate mutating func recurrent<Layer: RecurrentOperator>(
    _ type: String, _ layer: Layer, recurrentBias: Int? = nil, states: [Int],
    attributes: [ONNXAttribute] = []
  ) {
    let bias = joinedBias(
      3, recurrentBias, directions: layer.direction.count,
      count: Layer.gateCount * layer.hiddenSize)
    // Between the bias and the states ONNX takes the lengths of sequences, which are all alike here.
    let initial = states.map { self[$0] }
    results(
      type, [self[0], self[1], self[2], bias, ""] + initial,
      attributes: attributes + [
        .string("direction", layer.direction.onnxName), .integer("hidden_size", layer.hiddenSize),
      ])
  }

  /// Both biases along the last axis; zeros where only one is there, nothing where none is.
  private mutating func joinedBias(
    _ input: Int, _ recurrent: Int?, directions: Int, count: Int
  ) -> String {
    let operands = [input, recurrent].map { index in index.flatMap { has($0) ? $0 : nil } }
    guard operands.contains(where: { $0 != nil }) else { return "" }
    let elementType = type(0).elementType
    let zeros = Weight(
      elementType, shape: [directions, count],
      bytes: [UInt8](repeating: 0, count: directions * count * elementType.byteCount))
    let weights = operands.map { index in index.map { weight($0) } ?? zeros }
    let stored = weights.compactMap(\.self)
    if stored.count == 2 {
      return self.stored(Weight.concatenated(stored, along: 1), named: "bias")
    }
    let parts = operands.map { index in index.map { self[$0] } ?? constant(zeros) }
    return emit("Concat", parts, attributes: [.integer("axis", 1)])
  }
}

extension RecurrentDirection {
  fileprivate var onnxName: String {
    switch self {
    case .forward: "forward"
    case .reverse: "reverse"
    case .bidirectional: "bidirectional"
    }
  }
}

extension RNN.Activation {
  /// The identity is the affine function of slope 1 and offset 0.
  fileprivate var onnxName: String {
    switch self {
    case .tanh: "Tanh"
    case .relu: "Relu"
    case .sigmoid: "Sigmoid"
    case .softsign: "Softsign"
    case .softplus: "Softplus"
    case .identity: "Affine"
    }
  }
}
