import Diagnostics
import ModelIR
import Testing

@Suite struct ControlFlowTests {
  private static let vector = TensorType(.float32, [.symbol("n")])
  private static let count = TensorType(.int64, [])
  private static let flag = TensorType(.bool, [])

  /// The body of a loop that carries one value on as a function gives it.
  private func body(
    _ type: TensorType, _ step: (inout GraphBuilder, ValueID) throws -> ValueID
  ) throws -> Graph {
    var builder = GraphBuilder()
    _ = builder.addInput(named: "iteration", Self.count)
    let condition = builder.addInput(named: "condition", Self.flag)
    let x = builder.addInput(named: "carried", type)
    try builder.addOutput(condition, named: "goesOn")
    try builder.addOutput(try step(&builder, x), named: "next")
    return builder.graph
  }

  private func results(_ body: Graph, _ operands: [TensorType]) throws -> [TensorType] {
    var builder = GraphBuilder()
    let ids = operands.map { builder.addInput(named: "x", $0) }
    return try builder.addNode(Loop(body: body, carriedCount: 1), ids).map(builder.type(of:))
  }

  @Test func `a carried value that grows is unknown where it grows`() throws {
    let open = TensorType(.float32, [.unknown])
    let growing = try body(open) { builder, x throws in try builder.add(Concat(axis: 0), x, x) }
    #expect(try results(growing, [Self.count, Self.flag, Self.vector]) == [open])
    let keeping = try body(Self.vector) { builder, x throws in try builder.add(Tanh(), x) }
    #expect(try results(keeping, [Self.count, Self.flag, Self.vector]) == [Self.vector])
  }

  @Test func `a carried value that changes a size that is stated is refused`() throws {
    let growing = try body(Self.vector) { builder, x throws in
      try builder.add(Concat(axis: 0), x, x)
    }
    let error = #expect(throws: Diagnostic.self) {
      try results(growing, [Self.count, Self.flag, Self.vector])
    }
    #expect(error?.code == .shapeMismatch)
    let turning = try body(Self.vector) { builder, x throws in
      try builder.add(Cast(to: .int64), x)
    }
    #expect(throws: Diagnostic.self) {
      try results(turning, [Self.count, Self.flag, Self.vector])
    }
  }

  @Test func `branches have to agree in all but sizes`() throws {
    func branch(_ operation: some Operator) throws -> Graph {
      var builder = GraphBuilder()
      let x = builder.addInput(named: "x", Self.vector)
      try builder.addOutput(try builder.add(operation, x), named: "y")
      return builder.graph
    }
    func joined(_ then: some Operator, _ otherwise: some Operator) throws -> TensorType {
      var builder = GraphBuilder()
      let condition = builder.addInput(named: "condition", Self.flag)
      let x = builder.addInput(named: "x", Self.vector)
      let operation = If(thenBranch: try branch(then), elseBranch: try branch(otherwise))
      let y = try builder.add(operation, condition, x)
      return builder.type(of: y)
    }
    #expect(try joined(Tanh(), Relu()) == Self.vector)
    #expect(try joined(Tanh(), Tile(repeats: [2])) == TensorType(.float32, [.unknown]))
    #expect(throws: Diagnostic.self) { try joined(Tanh(), Cast(to: .float64)) }
    #expect(throws: Diagnostic.self) { try joined(Tanh(), Unsqueeze(axes: [0])) }
  }

  @Test func `captures are the inputs of a branch, in order`() throws {
    var inner = GraphBuilder()
    let x = inner.addInput(named: "x", Self.vector)
    try inner.addOutput(try inner.add(Tanh(), x), named: "y")
    let operation = If(thenBranch: inner.graph, elseBranch: inner.graph)
    var builder = GraphBuilder()
    let condition = builder.addInput(named: "condition", Self.flag)
    let error = #expect(throws: Diagnostic.self) { try builder.add(operation, condition) }
    #expect(error?.code == .arityMismatch)
    #expect(throws: Diagnostic.self) { try builder.add(operation, condition, condition) }
  }

  @Test func `graphs nest 64 deep and no deeper`() throws {
    var graph = try body(Self.vector) { builder, x throws in try builder.add(Tanh(), x) }
    for _ in 2...Graph.mostNestingDepth {
      graph = try body(Self.vector) { builder, x throws in
        try builder.add(Loop(body: graph, carriedCount: 1), nil, nil, x)
      }
    }
    let error = #expect(throws: Diagnostic.self) {
      try body(Self.vector) { builder, x throws in
        try builder.add(Loop(body: graph, carriedCount: 1), nil, nil, x)
      }
    }
    #expect(error?.code == .invalidAttribute)
    #expect(graph.verify().isEmpty)
    #expect(graph.text.count > 64)
  }

  @Test func `a graph with graphs inside is sound and counts their nodes`() throws {
    var inner = GraphBuilder()
    let x = inner.addInput(named: "x", Self.vector)
    try inner.addOutput(try inner.add(Tanh(), x), named: "y")
    var builder = GraphBuilder()
    let condition = builder.addInput(named: "condition", Self.flag)
    let value = builder.addInput(named: "x", Self.vector)
    let operation = If(thenBranch: inner.graph, elseBranch: inner.graph)
    try builder.addOutput(try builder.add(operation, condition, value), named: "y")
    #expect(builder.graph.verify().isEmpty)
    #expect(builder.graph.subgraphs.map(\.role) == ["thenBranch", "elseBranch"])
    #expect(builder.graph.totalNodeCount == 3)
  }
}
