import Diagnostics
import ModelIR

extension ATenCall {
  /// Layers of a recurrent network over a whole sequence: the last layer's states at every step, and
  /// every layer's last states.
  func recurrentStack(_ gates: ATenRecurrentGates) throws(Diagnostic) -> [ATenValue] {
    let isBidirectional = try boolean("bidirectional")
    let isBatchFirst = try boolean("batch_first")
    let layers = try stackedLayers(
      try tensors("params"), count: try integer("num_layers"), directions: isBidirectional ? 2 : 1,
      hasBiases: try boolean("has_biases"))
    var x = try tensor("input")
    guard (2...3).contains(rank(x)) else {
      throw problem("takes a sequence of 2 or 3 axes, this is \(shape(x))")
    }
    let isBatched = rank(x) == 3
    var states = gates == .lstm ? try tensors("hx") : [try tensor("hx")]
    guard states.count == gates.stateCount else {
      throw problem("takes \(gates.stateCount) states, \(states.count) are given")
    }
    if !isBatched {
      x = try add(Unsqueeze(axes: [1]), x)
      states = try states.map { state throws(Diagnostic) in
        rank(state) == 2 ? try add(Unsqueeze(axes: [1]), state) : state
      }
    } else if isBatchFirst {
      x = try add(Transpose(axes: [1, 0, 2]), x)
    }
    let isProjected = layers.contains { $0.contains { $0.projection != nil } }
    if !isProjected, states.allSatisfy(isZero) { states = [] }
    var last = [[ValueID]](repeating: [], count: gates.stateCount)
    for (index, weights) in layers.enumerated() {
      let own = try states.map { state throws(Diagnostic) in
        try layerState(state, index, of: layers.count, directions: weights.count)
      }
      let results: [ValueID]
      if isProjected {
        results = try projectedLayer(x, weights, states: own)
        x = results[0]
      } else {
        results = try recurrentLayer(
          x, gates, weights, states: own, direction: isBidirectional ? .bidirectional : .forward)
        x = try joinedDirections(results[0], isBidirectional)
      }
      for (place, state) in results.dropFirst().enumerated() { last[place].append(state) }
    }
    if !isBatched {
      x = try add(Squeeze(axes: [1]), x)
    } else if isBatchFirst {
      x = try add(Transpose(axes: [1, 0, 2]), x)
    }
    var results = [x]
    for parts in last {
      let state = parts.count == 1 ? parts[0] : try context.add(Concat(axis: 0), parts)
      results.append(isBatched ? state : try add(Squeeze(axes: [1]), state))
    }
    return self.results(results)
  }

  /// The flat list of tensors by layer and direction.
  private func stackedLayers(
    _ tensors: [ValueID], count: Int, directions: Int, hasBiases: Bool
  ) throws(Diagnostic) -> [[ATenRecurrentWeights]] {
    let least = hasBiases ? 4 : 2
    guard count > 0, count <= 1 << 12, tensors.count.isMultiple(of: count * directions) else {
      throw problem("is given \(tensors.count) weights for \(count) layers")
    }
    let step = tensors.count / (count * directions)
    guard step == least || step == least + 1 else {
      throw problem("is given \(tensors.count) weights for \(count) layers")
    }
    let isProjected = step > least
    return (0..<count).map { layer in
      (0..<directions).map { direction in
        let own = Array(
          tensors[
            (layer * directions + direction) * step..<(layer * directions + direction + 1) * step])
        return ATenRecurrentWeights(
          input: own[0], recurrent: own[1], biases: hasBiases ? (own[2], own[3]) : nil,
          projection: isProjected ? own[step - 1] : nil)
      }
    }
  }

  /// The part of the first states that belongs to a layer.
  private func layerState(
    _ state: ValueID, _ layer: Int, of count: Int, directions: Int
  ) throws(Diagnostic) -> ValueID {
    if count == 1 { return state }
    return try add(
      Slice(axis: 0, start: layer * directions, end: (layer + 1) * directions), state)
  }

  /// `[time, dirs, batch, hidden]` as `[time, batch, dirs · hidden]`.
  private func joinedDirections(
    _ sequence: ValueID, _ isBidirectional: Bool
  ) throws(Diagnostic) -> ValueID {
    guard isBidirectional else { return try add(Squeeze(axes: [1]), sequence) }
    let ordered = try add(Transpose(axes: [0, 2, 1, 3]), sequence)
    return try add(
      Reshape(target: [.copied(fromAxis: 0), .copied(fromAxis: 1), .inferred]), ordered)
  }

  /// One step: the next states of `[batch, in]` or `[in]`.
  func recurrentCell(_ gates: ATenRecurrentGates) throws(Diagnostic) -> [ATenValue] {
    let x = try tensor("input")
    var states = gates == .lstm ? try tensors("hx") : [try tensor("hx")]
    guard states.count == gates.stateCount else {
      throw problem("takes \(gates.stateCount) states, \(states.count) are given")
    }
    if states.allSatisfy(isZero) { states = [] }
    let axes = rank(x) == 1 ? [0, 1] : [0]
    var biases: (ValueID, ValueID)?
    if let input = try optionalTensor("b_ih"), let recurrent = try optionalTensor("b_hh") {
      biases = (input, recurrent)
    }
    let weights = ATenRecurrentWeights(
      input: try tensor("w_ih"), recurrent: try tensor("w_hh"), biases: biases)
    let raised = try states.map { state throws(Diagnostic) in
      try add(Unsqueeze(axes: axes), state)
    }
    let results = try recurrentLayer(
      try add(Unsqueeze(axes: axes), x), gates, [weights], states: raised, direction: .forward)
    return self.results(
      try results.dropFirst().map { state throws(Diagnostic) in
        try add(Squeeze(axes: axes), state)
      })
  }

  /// One layer in one direction, as the backend for processors has it.
  func backendRecurrentLayer() throws(Diagnostic) -> [ATenValue] {
    let mode = try integer("mode")
    guard mode == 2, try !boolean("bidirectional"), try integer("num_layers") == 1 else {
      throw unsupported("a layer of mode \(mode)")
    }
    let isBatchFirst = try boolean("batch_first")
    let hasBiases = try boolean("has_biases")
    let weights = ATenRecurrentWeights(
      input: try tensor("weight0"), recurrent: try tensor("weight1"),
      biases: hasBiases ? (try tensor("weight2"), try tensor("weight3")) : nil)
    var x = try tensor("input")
    if isBatchFirst { x = try add(Transpose(axes: [1, 0, 2]), x) }
    let results = try recurrentLayer(
      x, .lstm, [weights], states: [try tensor("hx_"), try tensor("cx_")],
      direction: try boolean("reverse") ? .reverse : .forward)
    var y = try add(Squeeze(axes: [1]), results[0])
    if isBatchFirst { y = try add(Transpose(axes: [1, 0, 2]), y) }
    return self.results([y, results[1], results[2]]) + [.failed]
  }
}
