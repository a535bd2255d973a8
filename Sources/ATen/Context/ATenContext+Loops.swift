package import Diagnostics
package import ModelIR

extension ATenContext {
  /// What one iteration of a loop gives.
  package struct Iteration {
    /// Whether there is another iteration; nothing where only the count decides.
    package let condition: ATenValue?
    /// The carried values for the next iteration.
    package let carried: [ATenValue]
    /// Tensors of which those of all iterations are wanted, along a new first axis.
    package let scanned: [ATenValue]

    /// Makes the results of one iteration.
    package init(condition: ATenValue?, carried: [ATenValue], scanned: [ATenValue] = []) {
      self.condition = condition
      self.carried = carried
      self.scanned = scanned
    }
  }

  /// How often a body is built until the types of what it carries stay the same.
  private static var mostAttempts: Int { 6 }

  /// Runs a body again and again when the model runs.
  ///
  /// - Parameters:
  ///   - tripCount: the most iterations; nothing for any number.
  ///   - iterations: what is known of their number.
  ///   - condition: whether there is a first iteration; nothing for yes.
  ///   - carried: what the body takes and gives again: tensors, integers, truth values and numbers.
  ///   - body: builds one iteration from its number and the carried values.
  /// - Returns: the carried values at the end, then what is scanned.
  /// - Throws: what the body raises, and ``DiagnosticCode/atenOperatorUnsupported`` for carried values of
  ///   other kinds, or whose element type or number of axes changes.
  package func loop(
    tripCount: ValueID?, iterations: Dimension = .unknown, condition: ValueID?,
    carried: [ATenValue],
    body: (_ iteration: ATenValue, _ carried: [ATenValue]) throws(Diagnostic) -> Iteration
  ) throws(Diagnostic) -> [ATenValue] {
    var initial: [ValueID] = []
    for value in carried {
      guard let operand = try operand(value) else { throw uncarried(value) }
      initial.append(operand)
    }
    var types = initial.map(type)
    var written: [ATenTensor] = []
    for _ in 0..<Self.mostAttempts {
      let state = (cells, symbolSources)
      let attempt = try build(carried, types: types, written: written, body: body)
      guard let attempt else { return carried.map { _ in .failed } }
      let news = attempt.graph.written.map(\.tensor).filter { !written.contains($0) }
      var generalised = types
      for (index, next) in attempt.types.enumerated() {
        guard next.elementType == types[index].elementType, next.rank == types[index].rank else {
          throw Diagnostic(
            .atenOperatorUnsupported,
            "a loop carries \(types[index]) into an iteration and \(next) out of it", at: location)
        }
        for axis in 0..<next.rank where generalised[index].shape[axis] != next.shape[axis] {
          generalised[index].shape[axis] = .unknown
        }
      }
      if news.isEmpty, generalised == types {
        let values = try finish(
          attempt, tripCount: tripCount, iterations: iterations, condition: condition,
          initial: initial)
        for (tensor, value) in zip(written, values.dropFirst(carried.count)) {
          try write(value, to: tensor)
        }
        return try zip(carried, values).map { (value, result) throws(Diagnostic) in
          try loopValue(like: value, result)
        }
          + values.dropFirst(initial.count).map { value throws(Diagnostic) in
            let scanned = newTensor(value)
            try registerSymbols(of: scanned)
            return .tensor(scanned)
          }
      }
      (cells, symbolSources) = state
      types = generalised
      for tensor in news {
        let value = try self.value(of: tensor)
        written.append(tensor)
        initial.append(value)
        types.append(type(value))
      }
    }
    throw Diagnostic(
      .atenOperatorUnsupported, "the types of what a loop carries do not settle", at: location)
  }

  private struct LoopAttempt {
    var graph: ATenSubgraph
    let types: [TensorType]
  }

  /// Builds the body once; nothing if something in it could not be converted.
  private func build(
    _ carried: [ATenValue], types: [TensorType], written: [ATenTensor],
    body: (_ iteration: ATenValue, _ carried: [ATenValue]) throws(Diagnostic) -> Iteration
  ) throws(Diagnostic) -> LoopAttempt? {
    try openSubgraph()
    do throws(Diagnostic) {
      let counter = addInput(named: "iteration", TensorType(.int64, []))
      let flag = addInput(named: "condition", TensorType(.bool, []))
      var inputs: [ATenTensor] = []
      for (index, type) in types.enumerated() {
        let input = builder.addInput(named: "carried_\(index)", type)
        // A size that changes stays unknown to the loop, and has a name in its body only.
        let isOpen = type.shape.dimensions.contains { $0.text == nil }
        inputs.append(newTensor(isOpen ? try add(Identity(), input) : input))
      }
      let number = ATenValue(try symbol(for: try value(of: counter)))
      var arguments: [ATenValue] = []
      for (value, input) in zip(carried, inputs) {
        arguments.append(try loopValue(like: value, try self.value(of: input)))
      }
      for (tensor, input) in zip(written, inputs.dropFirst(carried.count)) {
        try write(try value(of: input), to: tensor)
      }
      let result = try body(number, arguments)
      guard result.carried.count == carried.count else {
        throw Diagnostic(
          .atenArgument,
          "a loop carries \(carried.count) values and gives \(result.carried.count)", at: location)
      }
      if (result.carried + result.scanned).contains(where: \.holdsFailure)
        || result.condition == .failed
      {
        _ = closeSubgraph()
        return nil
      }
      var outputs: [ValueID] = []
      if let condition = result.condition {
        guard let operand = try operand(condition) else { throw uncarried(condition) }
        let scalar = type(operand).rank == 0 ? operand : try add(Reshape(target: []), operand)
        outputs.append(try cast(scalar, to: .bool))
      } else {
        outputs.append(try value(of: flag))
      }
      for (index, value) in result.carried.enumerated() {
        guard let operand = try operand(value) else { throw uncarried(value) }
        outputs.append(try cast(operand, to: types[index].elementType))
      }
      for tensor in written { outputs.append(try value(of: tensor)) }
      let resultTypes = outputs.dropFirst().map(type)
      for value in result.scanned {
        guard let operand = try operand(value) else { throw uncarried(value) }
        outputs.append(operand)
      }
      for (index, output) in outputs.enumerated() {
        try builder.addOutput(output, named: "next_\(index)")
      }
      return LoopAttempt(graph: closeSubgraph(), types: resultTypes)
    } catch {
      _ = closeSubgraph()
      throw error
    }
  }

  private func finish(
    _ attempt: LoopAttempt, tripCount: ValueID?, iterations: Dimension, condition: ValueID?,
    initial: [ValueID]
  ) throws(Diagnostic) -> [ValueID] {
    let condition = try condition.map { value throws(Diagnostic) in
      try cast(type(value).rank == 0 ? value : try add(Reshape(target: []), value), to: .bool)
    }
    return try addAll(
      Loop(
        body: attempt.graph.builder.graph, carriedCount: initial.count, iterations: iterations),
      [tripCount, condition] + initial + attempt.graph.captures.map(\.outer))
  }

  /// A tensor of a loop as a value of the kind that was carried into it.
  private func loopValue(like value: ATenValue, _ operand: ValueID) throws(Diagnostic) -> ATenValue
  {
    switch value {
    case .integer, .size: ATenValue(try symbol(for: operand))
    default: tensor(operand)
    }
  }

  private func uncarried(_ value: ATenValue) -> Diagnostic {
    Diagnostic(
      .atenOperatorUnsupported,
      "a loop that runs as often as the data says carries \(value.kind)", at: location)
  }
}
