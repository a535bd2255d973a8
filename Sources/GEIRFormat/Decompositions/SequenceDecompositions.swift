import ConversionKit
import Diagnostics
import ModelIR

extension LoweringTable where Context == Decomposition {
  /// Layers that go through time.
  mutating func addSequences() {
    add(RNN.self) { (operation, node) throws(Diagnostic) in try node.unroll(operation) }
  }
}

extension Decomposition {
  /// The longest sequence that is written step by step.
  private static let mostStepCount = 256

  /// GE has no plain recurrent layer, so that its steps are written one after the other.
  fileprivate mutating func unroll(_ operation: RNN) throws(Diagnostic) {
    guard let count = shape(0)[0].size, count >= 1, count <= Self.mostStepCount else {
      if operation.activation == .tanh { return try gated(operation) }
      throw unsupported(
        "GE has no plain recurrent layer, and \(shape(0)[0]) steps cannot be written out")
    }
    var sequences: [ValueID] = []
    var lasts: [ValueID] = []
    for direction in 0..<operation.direction.count {
      let isReversed =
        operation.direction == .reverse || direction == 1
      let weight = try part(1, direction)
      let recurrent = try part(2, direction)
      let bias = has(3) ? try part(3, direction) : nil
      var state = has(4) ? try part(4, direction) : nil
      var states: [ValueID] = []
      for step in 0..<count {
        let time = isReversed ? count - 1 - step : step
        let input = try emit(
          Squeeze(axes: [0]), emit(Slice(axis: 0, start: time, end: time + 1), self[0]))
        var sum = try emit(Gemm(transposesB: true), input, weight, bias)
        if let state {
          sum = try emit(Add(), sum, emit(Gemm(transposesB: true), state, recurrent))
        }
        let next = try activated(sum, operation.activation)
        state = next
        states.append(try emit(Unsqueeze(axes: [0, 1]), next))
      }
      if isReversed { states.reverse() }
      sequences.append(count == 1 ? states[0] : try emit(Concat(axis: 0), states)[0])
      guard let last = state else { throw unsupported("there are no steps") }
      lasts.append(try emit(Unsqueeze(axes: [0]), last))
    }
    guard sequences.count > 1 else {
      try result(Identity(), sequences[0], index: 0)
      return try result(Identity(), lasts[0], index: 1)
    }
    try bindConcat(sequences, axis: 1, index: 0)
    try bindConcat(lasts, axis: 0, index: 1)
  }

  /// A layer with tanh as a gated one whose gates stay open: the sigmoid of −10⁴ is 0 and that of 10⁴ is
  /// 1 in every element type, so that each state is the candidate.
  private mutating func gated(_ operation: RNN) throws(Diagnostic) {
    let hidden = operation.hiddenSize
    let elementType = type(0).elementType
    let count = operation.direction.count
    func gates(
      _ index: Int, _ values: [Double], _ columns: [Int], named label: String,
      in node: inout Decomposition
    ) throws(Diagnostic) -> ValueID {
      var parts: [Weight] = []
      for value in values {
        guard
          let part = Weight.scalar(value, elementType)?.expanded(to: [count, hidden] + columns)
        else { throw node.unsupported("elements of type \(elementType) have no gates") }
        parts.append(part)
      }
      if node.has(index) {
        guard let own = node.weight(at: index) else {
          throw node.unsupported("the weights are computed")
        }
        parts[2] = own
      }
      return node.stored(.concatenated(parts, along: 1), named: label)
    }
    guard let inputs = shape(0)[2].size else { throw unsupported("a size is not known") }
    let weight = try gates(1, [0, 0, 0], [inputs], named: "weight", in: &self)
    let recurrent = try gates(2, [0, 0, 0], [hidden], named: "recurrent", in: &self)
    let bias = try gates(3, [-1e4, 1e4, 0], [], named: "bias", in: &self)
    let layer = GRU(
      hiddenSize: hidden, direction: operation.direction, resetsAfterMultiplication: true)
    try results(layer, [self[0], weight, recurrent, bias, nil, optional(4)])
  }

  private mutating func bindConcat(
    _ parts: [ValueID], axis: Int, index: Int
  ) throws(Diagnostic) {
    result(try emit(Concat(axis: axis), parts)[0], index: index)
  }

  /// What an operand holds for one direction.
  private mutating func part(_ index: Int, _ direction: Int) throws(Diagnostic) -> ValueID {
    let whole = self[index]
    if let weight = weight(whole) {
      let one = weight.sliced(along: 0, direction..<direction + 1)
      return stored(
        one.reshaped(to: Array(weight.shape.dropFirst())), named: "operand\(index)_\(direction)")
    }
    let one = try emit(Slice(axis: 0, start: direction, end: direction + 1), whole)
    return try emit(Squeeze(axes: [0]), one)
  }

  private mutating func activated(
    _ value: ValueID, _ activation: RNN.Activation
  ) throws(Diagnostic) -> ValueID {
    switch activation {
    case .tanh: try emit(Tanh(), value)
    case .relu: try emit(Relu(), value)
    case .sigmoid: try emit(Sigmoid(), value)
    case .softsign: try emit(Softsign(), value)
    case .softplus: try emit(Softplus(), value)
    case .identity: value
    }
  }
}
