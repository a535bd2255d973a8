import Diagnostics
import ModelIR

/// Layers of a recurrent network, each over the results of the one before.
struct RecurrentStack {
  /// The settings.
  let settings: RecurrentSettings

  /// The sequence of the last layer's states, and every layer's last states: `output`, `h_n` and an
  /// LSTM's `c_n`.
  ///
  /// - Parameter inputs: the sequence as `[time, batch, in]`, with the batch first where that is set,
  ///   or `[time, in]`; after it, if they are given, the first states `[layers · dirs, batch, hidden]`.
  func build(
    _ inputs: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    guard settings.projectionSize == 0 else {
      throw context.unsupported(
        "an LSTM with a projection (proj_size \(settings.projectionSize)) cannot be converted")
    }
    let stateCount = settings.gates.stateCount
    guard inputs.count == 1 || inputs.count == 1 + stateCount else {
      throw context.problem(
        "a sequence is expected, or one with \(stateCount) states; \(inputs.count) are given")
    }
    guard (2...3).contains(context.rank(inputs[0])) else {
      throw context.problem(
        "a sequence of 2 or 3 axes is expected, this is \(context.shape(inputs[0]))")
    }
    let isBatched = context.rank(inputs[0]) == 3
    var states: [ValueID] = []
    for state in inputs.dropFirst() {
      states.append(isBatched ? state : try context.add(Unsqueeze(axes: [1]), state))
    }
    var x = inputs[0]
    if !isBatched {
      x = try context.add(Unsqueeze(axes: [1]), x)
    } else if settings.isBatchFirst {
      x = try context.add(Transpose(axes: [1, 0, 2]), x)
    }
    var last = [[ValueID]](repeating: [], count: stateCount)
    for layer in 0..<settings.layerCount {
      let results = try build(layer, over: x, states, in: &context)
      x = try joined(results[0], in: &context)
      for index in last.indices { last[index].append(results[index + 1]) }
    }
    if !isBatched {
      x = try context.add(Squeeze(axes: [1]), x)
    } else if settings.isBatchFirst {
      x = try context.add(Transpose(axes: [1, 0, 2]), x)
    }
    var results = [x]
    for parts in last {
      let state = parts.count == 1 ? parts[0] : try concatenated(parts, in: &context)
      results.append(isBatched ? state : try context.add(Squeeze(axes: [1]), state))
    }
    return results
  }

  private func build(
    _ layer: Int, over x: ValueID, _ states: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> [ValueID] {
    let weights = RecurrentWeights(
      suffixes: settings.suffixes(layer: layer), gates: settings.gates,
      hiddenSize: settings.hiddenSize, hasBias: settings.hasBias)
    var operands = try weights.operands(over: x, in: &context)
    let directions = weights.suffixes.count
    var own: [ValueID] = []
    for state in states {
      let isWhole = settings.layerCount == 1
      let part = Slice(axis: 0, start: layer * directions, end: (layer + 1) * directions)
      own.append(isWhole ? state : try context.add(part, state))
    }
    operands.hidden = own.first
    operands.cell = own.count > 1 ? own[1] : nil
    return try settings.gates.add(
      operands, hiddenSize: settings.hiddenSize,
      direction: directions == 2 ? .bidirectional : .forward, in: &context)
  }

  /// `[time, dirs, batch, hidden]` as `[time, batch, dirs · hidden]`.
  private func joined(
    _ sequence: ValueID, in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    guard settings.isBidirectional else { return try context.add(Squeeze(axes: [1]), sequence) }
    let ordered = try context.add(Transpose(axes: [0, 2, 1, 3]), sequence)
    return try context.add(
      Reshape(target: [.copied(fromAxis: 0), .copied(fromAxis: 1), .inferred]), ordered)
  }

  private func concatenated(
    _ parts: [ValueID], in context: inout LayerContext
  ) throws(Diagnostic) -> ValueID {
    let results = try context.builder.addNode(Concat(axis: 0), parts)
    guard let first = results.first else { throw context.problem("there are no states") }
    return first
  }
}
