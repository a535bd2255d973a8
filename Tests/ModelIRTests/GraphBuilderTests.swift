import Diagnostics
import ModelIR
import TestSupport
import Testing

@Suite struct GraphBuilderTests {
  private func makeBuilder() -> (GraphBuilder, ValueID) {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.float32, [.symbol("batch"), 4]))
    return (builder, x)
  }

  @Test func `types are inferred as nodes are added`() throws {
    var (builder, x) = makeBuilder()
    let sums = try builder.add(ReduceSum(axes: [1], keepsAxes: false), x)
    #expect(builder.type(of: sums) == TensorType(.float32, [.symbol("batch")]))
    #expect(builder.shape(of: x).rank == 2)
  }

  @Test func `a tensor whose bytes cannot be counted is refused`() {
    var builder = GraphBuilder()
    let side = Dimension.fixed(Int(Int32.max))
    let x = builder.addInput(named: "x", TensorType(.float32, [side, side, side]))
    #expect(thrownDiagnostic { try builder.add(Relu(), x) }?.code == .shapeMismatch)
  }

  @Test func `names come from the place in the source`() throws {
    var (builder, x) = makeBuilder()
    builder.path = "layers[2]"
    builder.layerText = "Dense(4 => 4, relu)"
    let weight = builder.addWeight(try #require(.array([1, 1, 1, 1], .float32)), named: "bias")
    let sum = try builder.add(Add(), x, weight)
    let y = try builder.add(Relu(), sum, named: "act")
    #expect(builder.graph[weight].name == "layers[2].bias")
    #expect(builder.graph.nodes.map(\.name) == ["layers[2].Add", "layers[2].act"])
    #expect(builder.graph[y].name == "layers[2].act.y")
    #expect(builder.graph.nodes.allSatisfy { $0.source == "layers[2] Dense(4 => 4, relu)" })
  }

  @Test func `a name that is taken gets a number`() throws {
    var (builder, x) = makeBuilder()
    let other = builder.addInput(named: "x", TensorType(.float32, []))
    let first = try builder.add(Relu(), x)
    let second = try builder.add(Relu(), x)
    #expect(builder.graph[other].name == "x_1")
    #expect(builder.graph.nodes.map(\.name) == ["Relu", "Relu_1"])
    #expect(builder.graph[first].name != builder.graph[second].name)
  }

  @Test func `the same constant is stored once, the same weight once a name`() {
    var builder = GraphBuilder()
    let first = builder.addConstant(.integers([1, 2]))
    #expect(builder.addConstant(.integers([1, 2])) == first)
    #expect(builder.addConstant(.integers([1, 3])) != first)
    let weight = builder.addWeight(.integers([1, 2]), named: "w")
    #expect(builder.addWeight(.integers([1, 2]), named: "w") == weight)
    #expect(builder.addWeight(.integers([1, 2]), named: "v") != weight)
    #expect(builder.addWeight(.integers([1, 3]), named: "w") != weight)
  }

  @Test func `operands left out at the end are dropped, in the middle they stay`() throws {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.float32, [7, 1, 3]))
    let weight = builder.addInput(named: "w", TensorType(.float32, [1, 5, 3]))
    let recurrent = builder.addInput(named: "r", TensorType(.float32, [1, 5, 5]))
    let state = builder.addInput(named: "h", TensorType(.float32, [1, 1, 5]))
    let results = try builder.addNode(RNN(hiddenSize: 5), [x, weight, recurrent, nil, nil])
    try builder.addNode(RNN(hiddenSize: 5), [x, weight, recurrent, nil, state])
    #expect(builder.graph.nodes[0].operands == [x, weight, recurrent])
    #expect(builder.graph.nodes[1].operands == [x, weight, recurrent, nil, state])
    #expect(results.map { builder.graph[$0].name } == ["RNN.y", "RNN.hidden"])
  }

  @Test func `a mistake is reported at the place that made it and adds nothing`() {
    var (builder, x) = makeBuilder()
    builder.path = "layers[1]"
    let found = thrownDiagnostic { try builder.add(Softmax(axis: 2), x) }
    #expect(found?.code == .invalidAttribute)
    #expect(found?.location.path == "layers[1]")
    #expect(builder.graph.nodes.isEmpty)
    #expect(builder.graph.values.count == 1)
  }

  @Test func `a node without results has no value to give`() {
    var builder = GraphBuilder()
    let found = thrownDiagnostic {
      try builder.add(CustomOperator(domain: "d", name: "Print", resultTypes: []))
    }
    #expect(found?.code == .arityMismatch)
  }

  @Test func `an output takes the name that is asked for`() throws {
    var (builder, x) = makeBuilder()
    let y = try builder.add(Relu(), x)
    try builder.addOutput(y, named: "y")
    #expect(builder.graph.outputs == [y])
    #expect(builder.graph[y].name == "y")
    #expect(builder.graph.verify().isEmpty)
  }

  @Test func `inputs, weights and outputs become outputs through an identity`() throws {
    var (builder, x) = makeBuilder()
    let y = try builder.add(Relu(), x)
    let weight = builder.addWeight(.integers([1]), named: "w")
    try builder.addOutput(y, named: "first")
    try builder.addOutput(y, named: "second")
    try builder.addOutput(x, named: "third")
    try builder.addOutput(weight, named: "fourth")
    #expect(Set(builder.graph.outputs).count == 4)
    #expect(
      builder.graph.outputs.map { builder.graph[$0].name } == [
        "first", "second", "third", "fourth",
      ])
    #expect(
      builder.graph.nodes.map(\.operator.definition.name).filter { $0 == "Identity" }.count == 3)
    #expect(builder.graph.verify().isEmpty)
  }

  @Test func `only weights that are used are listed, in order of use`() throws {
    var (builder, x) = makeBuilder()
    _ = builder.addWeight(.integers([1]), named: "unused")
    let late = builder.addWeight(try #require(.scalar(1, .float32)), named: "late")
    let early = builder.addWeight(try #require(.scalar(2, .float32)), named: "early")
    let y = try builder.add(
      Add(), try builder.add(Add(), try builder.add(Add(), x, early), late), early)
    try builder.addOutput(y, named: "y")
    #expect(builder.graph.usedWeights.map(\.id) == [early, late])
  }
}
