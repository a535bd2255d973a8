import ATen
import Diagnostics
import ModelIR

extension ProgramEvaluation {
  /// Runs a loop: what its head is given changes from one iteration to the next.
  ///
  /// - Throws: ``DiagnosticCode/mindSporeControlFlow`` if functions are carried around.
  func run(
    _ loop: LoopForm, _ arguments: [EvaluatedValue], from caller: EvaluationFrame?
  ) throws(Diagnostic) -> EvaluatedValue {
    guard loop.next.count == arguments.count, loop.isInvariant.count == arguments.count else {
      throw Diagnostic(
        .mindIRMalformed, "a loop takes \(arguments.count) values and gives \(loop.next.count)",
        at: context.location)
    }
    var positions: [Int] = []
    var carried: [ATenValue] = []
    for (position, argument) in arguments.enumerated() where !loop.isInvariant[position] {
      if case .monad = argument { continue }
      guard let value = argument.plain else {
        throw Diagnostic(.mindSporeControlFlow, "a loop carries a function from one iteration on")
      }
      positions.append(position)
      carried.append(value)
    }
    if carried.contains(where: \.holdsFailure) { return .plain(.failed) }
    func with(_ values: [ATenValue]) throws(Diagnostic) -> EvaluationFrame {
      var all = arguments
      for (position, value) in zip(positions, values) { all[position] = .plain(value) }
      return try frame(loop.head, all, from: caller)
    }
    let first = try with(carried)
    let condition = try value(loop.condition, after: first)
    if condition.holdsFailure { return .plain(.failed) }
    if let known = try truth(condition), !known { return try finish(loop, first) }
    guard let flag = try context.operand(condition) else {
      throw Diagnostic(.mindSporeControlFlow, "a condition that is \(condition.kind)")
    }
    let results = try context.loop(tripCount: nil, condition: flag, carried: carried) {
      _, values throws(Diagnostic) in
      let next = try self.iterate(loop, try with(values)).enumerated()
        .filter { positions.contains($0.offset) }.map(\.element)
      let condition = try self.value(loop.condition, after: try with(next))
      return ATenContext.Iteration(condition: condition, carried: next)
    }
    if results.contains(where: \.holdsFailure) { return .plain(.failed) }
    return try finish(loop, try with(results))
  }

  /// One iteration: what the body gives to the next, place by place.
  private func iterate(
    _ loop: LoopForm, _ frame: EvaluationFrame
  ) throws(Diagnostic) -> [ATenValue] {
    let parts = try values([loop.body] + loop.arguments, in: frame)
    guard case .function(let graph, let bound)? = parts.first, graph == loop.bodyGraph else {
      throw Diagnostic(.mindSporeControlFlow, "the body of a loop is no graph")
    }
    let inner = try self.frame(graph, bound + parts.dropFirst(), from: frame)
    return try values(loop.next, in: inner).map { value throws(Diagnostic) in
      guard let plain = value.plain else {
        throw Diagnostic(.mindSporeControlFlow, "a loop carries a function from one iteration on")
      }
      return plain
    }
  }

  private func value(
    _ name: String, after frame: EvaluationFrame
  ) throws(Diagnostic) -> ATenValue {
    guard let plain = try values([name], in: frame).first?.plain else {
      throw Diagnostic(.mindSporeControlFlow, "the condition of a loop is a function")
    }
    return plain
  }

  private func finish(
    _ loop: LoopForm, _ frame: EvaluationFrame
  ) throws(Diagnostic) -> EvaluatedValue {
    let parts = try values([loop.exit] + loop.arguments, in: frame)
    guard let function = parts.first else { return .plain(.failed) }
    return try apply(function, Array(parts.dropFirst()), from: frame)
  }
}
