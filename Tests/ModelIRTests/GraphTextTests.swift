import ModelIR
import Testing

@Suite struct GraphTextTests {
  @Test func `a graph is printed one node a line with its weights first`() throws {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.float32, [.symbol("batch"), 3]))
    builder.path = "layers[1]"
    builder.layerText = "Scale(3, leakyrelu)"
    let scale = builder.addWeight(try #require(.array([1, 2, 0.5], .float32)), named: "scale")
    let product = try builder.add(Multiply(), x, scale)
    let y = try builder.add(LeakyRelu(slope: 0.01), product)
    builder.path = ""
    builder.layerText = ""
    try builder.addOutput(try builder.add(Clamp(minimum: nil, maximum: 6), y), named: "y")
    #expect(
      builder.graph.text == """
        graph(%x: f32[batch, 3]) {
          %layers[1].scale = weight f32[3] [1.0, 2.0, 0.5]
          %layers[1].Multiply.y: f32[batch, 3] = Multiply(%x, %layers[1].scale)  // layers[1] \
        Scale(3, leakyrelu)
          %layers[1].LeakyRelu.y: f32[batch, 3] = LeakyRelu(%layers[1].Multiply.y) {slope: 0.01}  \
        // layers[1] Scale(3, leakyrelu)
          %y: f32[batch, 3] = Clamp(%layers[1].LeakyRelu.y) {minimum: nil, maximum: 6.0}
          return %y
        }

        """)
  }

  @Test func `left-out operands and several results are shown`() throws {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.float32, [7, 1, 3]))
    let w = builder.addInput(named: "w", TensorType(.float32, [1, 5, 3]))
    let r = builder.addInput(named: "r", TensorType(.float32, [1, 5, 5]))
    let h = builder.addInput(named: "h", TensorType(.float32, [1, 1, 5]))
    let results = try builder.addNode(RNN(hiddenSize: 5), [x, w, r, nil, h])
    try builder.addOutput(results[1], named: "last")
    #expect(
      builder.graph.text == """
        graph(%x: f32[7, 1, 3], %w: f32[1, 5, 3], %r: f32[1, 5, 5], %h: f32[1, 1, 5]) {
          %RNN.y: f32[7, 1, 1, 5], %last: f32[1, 1, 5] = RNN(%x, %w, %r, _, %h) {hiddenSize: 5, \
        direction: forward, activation: tanh}
          return %last
        }

        """)
  }

  @Test func `large weights are printed by their type only`() throws {
    var builder = GraphBuilder()
    let x = builder.addInput(named: "x", TensorType(.int64, [17]))
    let w = builder.addWeight(.integers(Array(0..<17)), named: "w")
    try builder.addOutput(try builder.add(Add(), x, w), named: "y")
    #expect(builder.graph.text.contains("  %w = weight i64[17]\n"))
  }

  @Test func `equal graphs have equal texts`() throws {
    func make() throws -> Graph {
      var builder = GraphBuilder()
      let x = builder.addInput(named: "x", TensorType(.float32, [2, 2]))
      try builder.addOutput(try builder.add(Softmax(axis: 1), x), named: "y")
      return builder.graph
    }
    #expect(try make() == make())
    #expect(try make().text == make().text)
  }
}
