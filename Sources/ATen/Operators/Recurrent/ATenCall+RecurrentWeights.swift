import Diagnostics
import ModelIR

extension ATenCall {
  /// Adds one layer's operator over `[time, batch, in]`; there are weights for one direction or two,
  /// and states for all kinds or none.
  func recurrentLayer(
    _ x: ValueID, _ gates: ATenRecurrentGates, _ weights: [ATenRecurrentWeights],
    states: [ValueID], direction: RecurrentDirection
  ) throws(Diagnostic) -> [ValueID] {
    guard let size = shape(weights[0].recurrent)[1].size, rank(weights[0].recurrent) == 2 else {
      throw problem("needs the size of the hidden state as a number")
    }
    let input = try stacked(weights.map(\.input), gates, size)
    let recurrent = try stacked(weights.map(\.recurrent), gates, size)
    let biases = weights.compactMap(\.biases)
    var operands: [ValueID?] = [x, input, recurrent]
    if biases.count == weights.count {
      let first = try stacked(biases.map(\.input), gates, size)
      let second = try stacked(biases.map(\.recurrent), gates, size)
      operands += gates == .gru ? [first, second] : [try summed(first, second)]
    } else {
      operands += gates == .gru ? [nil, nil] : [nil]
    }
    // States of zeros may be left out, all or none.
    let areZero = states.allSatisfy(isZero)
    if !areZero { operands += states }
    switch gates {
    case .lstm:
      return try context.addAll(LSTM(hiddenSize: size, direction: direction), operands)
    case .gru:
      return try context.addAll(
        GRU(hiddenSize: size, direction: direction, resetsAfterMultiplication: true), operands)
    case .tanh, .relu:
      return try context.addAll(
        RNN(hiddenSize: size, direction: direction, activation: gates == .relu ? .relu : .tanh),
        operands)
    }
  }

  /// The directions' tensors along a new first axis, their gates in the operators' order.
  private func stacked(
    _ parts: [ValueID], _ gates: ATenRecurrentGates, _ size: Int
  ) throws(Diagnostic) -> ValueID {
    for part in parts where shape(part)[0].size != gates.count * size {
      throw problem(
        "takes \(gates.count) gates of \(size), a weight has the shape \(shape(part))")
    }
    let known = parts.compactMap(weight)
    if known.count == parts.count, known.allSatisfy({ $0.shape == known[0].shape }) {
      let ordered = known.map { part in
        let rows = gates.order.map { part.sliced(along: 0, $0 * size..<($0 + 1) * size) }
        let joined = rows.count == 1 ? rows[0] : Weight.concatenated(rows, along: 0)
        return joined.reshaped(to: [1] + joined.shape)
      }
      return addWeight(
        ordered.count == 1 ? ordered[0] : Weight.concatenated(ordered, along: 0), like: parts[0])
    }
    let ordered = try parts.map { part throws(Diagnostic) in
      let rows = try gates.order.map { gate throws(Diagnostic) in
        try add(Slice(axis: 0, start: gate * size, end: (gate + 1) * size), part)
      }
      let joined = rows.count == 1 ? rows[0] : try context.add(Concat(axis: 0), rows)
      return try add(Unsqueeze(axes: [0]), joined)
    }
    return ordered.count == 1 ? ordered[0] : try context.add(Concat(axis: 0), ordered)
  }

  /// Both biases added up, since the operators have one; they are small enough to be read here.
  func summed(_ first: ValueID, _ second: ValueID) throws(Diagnostic) -> ValueID {
    if let a = weight(first), let b = weight(second), a.hasElements, b.hasElements {
      let sums = zip(try a.doubles(), try b.doubles()).map { $0 + $1 }
      if let sum = Weight.array(sums, a.elementType), sums.count == a.elementCount {
        return addWeight(sum.reshaped(to: a.shape), like: first)
      }
    }
    return try add(Add(), first, second)
  }

  /// Whether a value is made of zeros, which is what a state that is left out is.
  func isZero(_ value: ValueID) -> Bool {
    let graph = context.builder.graph
    if let weight = graph[value].weight {
      guard weight.elementCount <= 1 << 16, weight.hasElements,
        let numbers = try? weight.doubles()
      else { return false }
      return numbers.allSatisfy { $0 == 0 }
    }
    guard let id = graph.producer(of: value) else { return false }
    let node = graph[id]
    switch node.operator.base {
    case let fill as Fill: return fill.value == 0
    case let fill as DynamicFill: return fill.value == 0
    case let fill as FillLike: return fill.value == 0
    case is Expand, is DynamicExpand:
      guard let operand = node.operands.first, let operand, let weight = graph[operand].weight,
        weight.elementCount == 1, let numbers = try? weight.doubles()
      else { return false }
      return numbers == [0]
    default: return false
    }
  }
}
