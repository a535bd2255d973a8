/// A layer that goes through time and carries a state from step to step.
///
/// Operands start with `x` `[time, batch, in]`, `weight` `[dirs, gates · hidden, in]` and
/// `recurrentWeight` `[dirs, gates · hidden, hidden]`; biases and initial states follow.
public protocol RecurrentOperator: Operator {
  /// The number of gates, stacked in the weights' second axis.
  static var gateCount: Int { get }
  /// The number of bias operands, at index 3 and on; initial states follow them.
  static var biasCount: Int { get }

  /// The size of the state.
  var hiddenSize: Int { get }
  /// The order of steps.
  var direction: RecurrentDirection { get }
}

extension RecurrentOperator {
  public static var biasCount: Int { 1 }

  /// The types of the sequence of states, and of each last state.
  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    let elementType = try operands.requireSameElementType()
    try operands.requireElementType(of: 0, "floating-point") { $0.isFloatingPoint }
    guard hiddenSize >= 1, hiddenSize <= Int(Int32.max) else {
      throw InferenceFailure(
        .invalidAttribute, "the hidden size is \(hiddenSize), at least 1 is needed")
    }
    try operands.requireRank(3...3, of: 0)
    let x = operands[0].shape
    let directions = Dimension.fixed(direction.count)
    let hidden = Dimension.fixed(hiddenSize)
    let rows = hidden * Self.gateCount
    try require(operands, 1, has: [directions, rows, x[2]])
    try require(operands, 2, has: [directions, rows, hidden])
    let states = Self.definition.results.count - 1
    for index in 3..<3 + Self.biasCount {
      try require(operands, index, has: [directions, rows])
    }
    let state: Shape = [directions, x[1], hidden]
    for index in 3 + Self.biasCount..<3 + Self.biasCount + states {
      try require(operands, index, has: state)
    }
    return [TensorType(elementType, [x[0], directions, x[1], hidden])]
      + [TensorType](repeating: TensorType(elementType, state), count: states)
  }

  private func require(
    _ operands: OperandTypes, _ index: Int, has expected: Shape
  ) throws(InferenceFailure) {
    guard let found = operands.optional(index)?.shape else { return }
    try operands.requireRank(expected.rank...expected.rank, of: index)
    for (size, wanted) in zip(found.dimensions, expected.dimensions) {
      _ = try operands.require(
        size, equals: wanted,
        "'\(operands.name(index))' of \(Self.definition.name) is \(found), \(expected) is needed")
    }
  }
}
