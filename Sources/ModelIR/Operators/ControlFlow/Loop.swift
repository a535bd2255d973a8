/// Runs a graph again and again: for i from 0 while `i < tripCount` and the condition holds,
/// `(condition, carried, scans[i]) = body(i, condition, carried, captures)`.
///
/// | operand or result | shape |
/// |---|---|
/// | tripCount | `[]`, i64, the most iterations; left out for any number |
/// | condition | `[]`, bool, whether to begin; left out for true |
/// | values | first the carried values' beginnings, then the captures |
/// | results | the carried values at the end, then each scan output of all iterations, along a new axis 0 |
///
/// | attribute | meaning |
/// |---|---|
/// | body | inputs: iteration (`[]`, i64), condition (`[]`, bool), carried values, captures; outputs: condition, carried values, scan outputs |
/// | carriedCount | how many values are carried from one iteration to the next |
/// | iterations | what is known of the number of iterations |
///
/// A size that a carried value changes has to be unknown in the body's input.
///
/// PyTorch `prim::Loop`; MindSpore `WhileLoop`; ONNX `Loop`; GE `While`. Defined at
/// <https://onnx.ai/onnx/operators/onnx__Loop.html>.
public struct Loop: ControlFlowOperator {
  public static let definition = OperatorDefinition(
    "Loop", .controlFlow, summary: "a graph again and again, with values carried along",
    operands: [.optional("tripCount"), .optional("condition"), .unconstrained("values")],
    spellings: [
      .pyTorch("prim::Loop"), .mindSpore("WhileLoop"), .onnx("Loop"), .graphEngine("While"),
    ],
    specification: "https://onnx.ai/onnx/operators/onnx__Loop.html")

  public static let examples: [OperatorExample] = {
    let x = TensorType(.float32, [.symbol("batch"), 3])
    return [
      OperatorExample(
        Loop(body: Graph(accumulating: x), carriedCount: 1),
        [TensorType(.int64, []), TensorType(.bool, []), x, x],
        gives: [x, TensorType(.float32, [.unknown, .symbol("batch"), 3])]),
      OperatorExample(
        Loop(body: Graph(accumulating: x), carriedCount: 1), [nil, nil, x, x],
        gives: [x, TensorType(.float32, [.unknown, .symbol("batch"), 3])]),
    ]
  }()

  /// What every iteration runs.
  public let body: Graph
  /// How many values are carried from one iteration to the next.
  public let carriedCount: Int
  /// What is known of the number of iterations.
  public let iterations: Dimension

  /// Makes the operator.
  public init(body: Graph, carriedCount: Int, iterations: Dimension = .unknown) {
    self.body = body
    self.carriedCount = carriedCount
    self.iterations = iterations
  }

  public var subgraphs: [Subgraph] { [Subgraph(role: "body", graph: body)] }

  public func replacingSubgraphs(_ graphs: [Graph]) -> Loop {
    precondition(graphs.count == 1)
    return Loop(body: graphs[0], carriedCount: carriedCount, iterations: iterations)
  }

  public func inferResults(_ operands: OperandTypes) throws(InferenceFailure) -> [TensorType] {
    try requireSubgraphs()
    try requireStatedShape([iterations])
    try requireCounters(operands)
    let body = subgraphs[0]
    // Operands and inputs stand in the same order: two counters, then the values.
    guard carriedCount >= 0, carriedCount <= self.body.inputs.count - 2,
      carriedCount <= self.body.outputs.count - 1
    else {
      throw InferenceFailure(
        .invalidAttribute, "the body has no inputs and outputs for \(carriedCount) carried values")
    }
    if operands.count > 2 || self.body.inputs.count > 2 {
      try body.requireInputs(from: 2, take: operands, from: min(2, operands.count))
    }
    let outputs = self.body.outputTypes
    var results: [TensorType] = []
    for index in 0..<carriedCount {
      let input = self.body.inputs[2 + index]
      let next = outputs[1 + index]
      try body.require(input, takes: next)
      let expected = self.body[input].type
      let keeps = zip(expected.shape.dimensions, next.shape.dimensions).allSatisfy {
        $0.text == nil || $1.text == nil || $0 == $1
      }
      guard keeps else {
        throw InferenceFailure(
          .shapeMismatch,
          "'\(self.body[input].name)' is carried on as \(next), the body takes \(expected)")
      }
      results.append(operands[2 + index].common(with: next))
    }
    results += outputs.dropFirst(1 + carriedCount).map { type in
      TensorType(type.elementType, Shape([iterations] + type.shape.dimensions))
    }
    guard !results.isEmpty else {
      throw InferenceFailure(.invalidAttribute, "the loop gives nothing")
    }
    return results
  }

  /// Checks the number of iterations and the condition, as operands, inputs and output.
  private func requireCounters(_ operands: OperandTypes) throws(InferenceFailure) {
    let expected = [TensorType(.int64, []), TensorType(.bool, [])]
    for (index, type) in expected.enumerated() {
      if let operand = operands.optional(index), operand != type {
        throw InferenceFailure(
          operand.rank == 0 ? .elementTypeMismatch : .rankMismatch,
          "'\(operands.name(index))' has to be \(type), it is \(operand)")
      }
    }
    guard body.inputs.count >= 2, zip(body.inputs, expected).allSatisfy({ body[$0].type == $1 }),
      body.outputTypes.first == expected[1]
    else {
      throw InferenceFailure(
        .invalidAttribute, "the body has to begin with \(expected) and to give \(expected[1]) first"
      )
    }
  }
}
