import Diagnostics
import ModelIR

extension ATenCall {
  /// One layer of an LSTM whose hidden states are projected, in one direction or two: a loop over the
  /// steps, since no operator of ONNX has the projection.
  ///
  /// - Parameters:
  ///   - x: `[time, batch, in]`.
  ///   - states: the hidden states, `[directions, batch, projected]`, and the cells,
  ///     `[directions, batch, hidden]`.
  /// - Returns: `[time, batch, directions · projected]`, and the last states.
  func projectedLayer(
    _ x: ValueID, _ weights: [ATenRecurrentWeights], states: [ValueID]
  ) throws(Diagnostic) -> [ValueID] {
    var sequences: [ValueID] = []
    var last: [[ValueID]] = [[], []]
    for (direction, weights) in weights.enumerated() {
      let place = context.constant(.scalar(integer: direction))
      let own = try states.map { state throws(Diagnostic) in
        try add(Gather(axis: 0), state, place)
      }
      let results = try projectedSteps(x, weights, states: own, isReverse: direction == 1)
      sequences.append(results[0])
      for index in last.indices {
        last[index].append(try add(Unsqueeze(axes: [0]), results[index + 1]))
      }
    }
    return [
      sequences.count == 1 ? sequences[0] : try context.add(Concat(axis: 2), sequences),
      last[0].count == 1 ? last[0][0] : try context.add(Concat(axis: 0), last[0]),
      last[1].count == 1 ? last[1][0] : try context.add(Concat(axis: 0), last[1]),
    ]
  }

  /// One direction: the hidden state of every step, the last hidden state and the last cell.
  private func projectedSteps(
    _ x: ValueID, _ weights: ATenRecurrentWeights, states: [ValueID], isReverse: Bool
  ) throws(Diagnostic) -> [ValueID] {
    guard let projection = weights.projection, let size = shape(projection)[1].size,
      rank(projection) == 2, shape(weights.recurrent)[0].size == 4 * size
    else { throw problem("needs the size of the hidden state as a number") }
    let bias = try weights.biases.map { biases throws(Diagnostic) in
      try summed(biases.input, biases.recurrent)
    }
    // What the input adds to the gates is computed for all steps at once.
    let steps = context.newTensor(try dense(x, weights.input, bias))
    let recurrent = context.newTensor(try add(Transpose(axes: [1, 0]), weights.recurrent))
    let projected = context.newTensor(try add(Transpose(axes: [1, 0]), projection))
    let count = shape(x)[0]
    let results = try context.loop(
      tripCount: try context.operand(of: count), iterations: count, condition: nil,
      carried: states.map(context.tensor)
    ) { (iteration, carried) throws(Diagnostic) in
      guard let number = iteration.dimension, case .tensor(let hidden) = carried[0],
        case .tensor(let cell) = carried[1]
      else { throw problem("has states that are no tensors") }
      let place = try context.operand(of: isReverse ? count - 1 - number : number)
      let gates = try add(
        Add(), try add(Gather(axis: 0), try context.value(of: steps), place),
        try add(MatMul(), try context.value(of: hidden), try context.value(of: recurrent)))
      let parts = try context.addAll(Split(axis: 1, sizes: [size, size, size, size]), [gates])
      let kept = try add(
        Multiply(), try add(Sigmoid(), parts[1]), try context.value(of: cell))
      let new = try add(
        Multiply(), try add(Sigmoid(), parts[0]), try add(Tanh(), parts[2]))
      let nextCell = try add(Add(), kept, new)
      let shown = try add(
        Multiply(), try add(Sigmoid(), parts[3]), try add(Tanh(), nextCell))
      let next = context.tensor(try add(MatMul(), shown, try context.value(of: projected)))
      return ATenContext.Iteration(
        condition: nil, carried: [next, context.tensor(nextCell)], scanned: [next])
    }
    let values = try results.map { result throws(Diagnostic) in
      guard case .tensor(let tensor) = result else { throw problem("has no steps") }
      return try context.value(of: tensor)
    }
    let sequence = isReverse ? try add(Flip(axes: [0]), values[2]) : values[2]
    return [sequence, values[0], values[1]]
  }
}
