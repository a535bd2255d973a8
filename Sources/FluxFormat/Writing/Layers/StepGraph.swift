import Checkpoints

/// The steps of a forward pass as layers can follow each other: one after the other, or beside each
/// other between a value and the step that puts their results together.
struct StepGraph: Sendable {
  /// A part of a chain.
  indirect enum Part: Sendable {
    /// A step on the result of the part before.
    case step(Int)
    /// Branches from the result of the part before, and the step that joins them.
    case join(Int, branches: [[Part]])
  }

  /// Why steps are no such chain.
  struct Problem: Error {
    let text: String
  }

  private let forward: ForwardSteps
  /// The values that each step takes: 0 is the input, n the result of step n - 1.
  private var operands: [[Int]] = []
  /// The steps that yield parameters, which are settings of those that take them.
  private var parameters: [Int: String] = [:]
  /// The nearest value through which everything between the input and a value goes.
  private var dominators = [0]
  private var depths = [0]
  private let result: Int

  private static let mostDepth = 100

  /// Follows the names of values.
  init(_ forward: ForwardSteps) throws(Problem) {
    self.forward = forward
    guard forward.inputs.count >= 1, forward.results.count == 1 else {
      throw Problem(
        text: "it takes \(forward.inputs.count) inputs and gives \(forward.results.count) results, "
          + "one of each can be written")
    }
    var known: [String: Int] = [:]
    for (index, name) in forward.inputs.enumerated() { known[name] = index == 0 ? 0 : -1 - index }
    for (index, step) in forward.steps.enumerated() {
      if case .parameter(let name) = step.operation { parameters[index + 1] = name }
      operands.append(step.inputs.map { known[$0] ?? Self.unknown })
      for (position, name) in step.results.enumerated() {
        known[name] = position == 0 ? index + 1 : Self.further
      }
    }
    result = known[forward.results[0]] ?? Self.unknown
    for index in forward.steps.indices { addDominator(of: index + 1) }
  }

  private static let further = Int.min
  private static let unknown = Int.min + 1

  /// The name of the parameter that a step takes beside its value.
  func parameter(of step: Int) -> String? {
    operands[step].lazy.compactMap { parameters[$0] }.first
  }

  /// The chain from the input to the result.
  func parts() throws(Problem) -> [Part] {
    var visited: Set<Int> = []
    return try parts(to: result, from: 0, depth: 0, &visited)
  }

  /// The values that a step takes, without parameters; one that is taken several times by a module
  /// counts once.
  private func values(of step: Int) -> [Int] {
    let values = operands[step].filter { parameters[$0] == nil }
    if case .child = forward.steps[step].operation, Set(values).count == 1 { return [values[0]] }
    return values
  }

  private mutating func addDominator(of value: Int) {
    var meeting: Int?
    for operand in values(of: value - 1) {
      guard operand >= 0, operand < value else {
        meeting = nil
        break
      }
      meeting = meeting.map { nearest($0, operand) } ?? operand
    }
    dominators.append(meeting ?? 0)
    depths.append(meeting.map { depths[$0] + 1 } ?? 0)
  }

  private func nearest(_ first: Int, _ second: Int) -> Int {
    var (first, second) = (first, second)
    while first != second {
      if depths[first] < depths[second] || (depths[first] == depths[second] && first < second) {
        swap(&first, &second)
      }
      guard first > 0 else { return 0 }
      first = dominators[first]
    }
    return first
  }

  private func parts(
    to target: Int, from source: Int, depth: Int, _ visited: inout Set<Int>
  ) throws(Problem) -> [Part] {
    guard depth < Self.mostDepth else {
      throw Problem(text: "branches lie more than \(Self.mostDepth) deep in each other")
    }
    var reversed: [Part] = []
    var value = target
    while value != source {
      try require(value, after: source)
      guard visited.insert(value).inserted else {
        throw Problem(
          text: "a result is used in several branches, which only a chain of your own can do")
      }
      let step = value - 1
      let values = values(of: step)
      guard let first = values.first else {
        throw Problem(text: "a step computes something of parameters alone")
      }
      if values.count == 1 {
        reversed.append(.step(step))
        value = first
        continue
      }
      let meeting = dominators[value]
      var branches: [[Part]] = []
      for operand in values {
        branches.append(try parts(to: operand, from: meeting, depth: depth + 1, &visited))
      }
      reversed.append(.join(step, branches: branches))
      value = meeting
    }
    return reversed.reversed()
  }

  private func require(_ value: Int, after source: Int) throws(Problem) {
    if value == Self.further {
      throw Problem(text: "the second result of a module is used, a recurrent layer's state")
    }
    if value == Self.unknown { throw Problem(text: "a value is used that no step gives") }
    if value < 0 { throw Problem(text: "several inputs are used, one can be written") }
    if value < source || parameters[value] != nil {
      throw Problem(text: "a parameter is used as if it were a result")
    }
  }
}
