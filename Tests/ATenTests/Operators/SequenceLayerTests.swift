import Diagnostics
import ModelIR
import Testing

@testable import ATen

@Suite struct SequenceLayerTests {
  private let batch = Dimension.symbol("batch")

  @Test func `attention is one operator`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 2, 5, 4])
    let y = try program.context.call(
      "scaled_dot_product_attention", [x, x, x], named: [("is_causal", .boolean(true))])[0]
    #expect(try program.shape(y) == [batch, 2, 5, 4])
    #expect(program.operators == ["ScaledDotProductAttention"])
  }

  @Test func `heads that share a key stand beside it`() throws {
    let program = CallRecorder()
    let query = try program.input([batch, 6, 5, 4])
    let key = try program.input([batch, 2, 5, 4], named: "key")
    let y = try program.context.call(
      "scaled_dot_product_attention", [query, key, key], named: [("enable_gqa", .boolean(true))])[0]
    #expect(try program.shape(y) == [batch, 6, 5, 4])
  }

  @Test func `states of zeros are left out of a recurrent network`() throws {
    let program = CallRecorder()
    let x = try program.input([7, batch, 3])
    let zeros = try program.call("zeros", [2, .size(batch), 4])
    let weights = try [[16, 3], [16, 4], [16], [16]].map { sizes in
      try program.input(Shape(fixed: sizes), named: "weight")
    }
    let results = try program.context.call(
      "lstm",
      [
        x, [zeros, zeros], .list(weights + weights), .boolean(true), 1, .number(0), .boolean(false),
        .boolean(true), .boolean(false),
      ])
    #expect(try results.map(program.shape) == [[7, batch, 8], [2, batch, 4], [2, batch, 4]])
    let node = try #require(
      program.context.builder.graph.nodes.first { $0.operator.base is LSTM })
    #expect(node.operands.count == 4)
  }

  @Test func `a projection is a loop over the steps`() throws {
    let program = CallRecorder()
    let x = try program.input([7, batch, 3])
    let weights = try [[16, 3], [16, 2], [16], [16], [2, 4]].map { sizes in
      try program.input(Shape(fixed: sizes), named: "weight")
    }
    let hidden = try program.input([1, batch, 2], named: "hidden")
    let cell = try program.input([1, batch, 4], named: "cell")
    let results = try program.context.call(
      "lstm",
      [
        x, [hidden, cell], .list(weights), .boolean(true), 1, .number(0), .boolean(false),
        .boolean(false), .boolean(false),
      ])
    #expect(try results.map(program.shape) == [[7, batch, 2], [1, batch, 2], [1, batch, 4]])
    #expect(program.all(Loop.self).count == 1)
  }

  @Test(arguments: [false, true])
  func `attention gives its weights, of each head or their mean`(isMean: Bool) throws {
    let program = CallRecorder()
    let x = try program.input([batch, 5, 8])
    let weights = try [[24, 8], [24], [8, 8], [8]].map { sizes in
      try program.input(Shape(fixed: sizes), named: "weight")
    }
    let mask = try program.input([5, 5], named: "mask")
    let results = try program.context.call(
      "_native_multi_head_attention",
      [x, x, x, 8, 2] + weights + [mask, .boolean(true), .boolean(isMean), 0])
    #expect(
      try results.map(program.shape)
        == [[batch, 5, 8], isMean ? [batch, 5, 5] : [batch, 2, 5, 5]])
    #expect(program.all(ScaledDotProductAttention.self).isEmpty)
  }

  @Test func `a step has the states' shape`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    let state = try program.input([batch, 4], named: "state")
    let input = try program.input([12, 3], named: "input")
    let recurrent = try program.input([12, 4], named: "recurrent")
    #expect(
      try program.shape(try program.call("gru_cell", x, state, input, recurrent)) == [batch, 4])
  }

  @Test func `whole multiples of an open size are a scale`() throws {
    let program = CallRecorder()
    let x = try program.input([1, 3, batch, 8])
    let y = try program.call("upsample_nearest2d", x, [.size(batch * 2), 16])
    #expect(try program.shape(y) == [1, 3, batch * 2, 16])
    #expect(program.operators == ["Resize"])
    let z = try program.call("upsample_nearest2d", x, [.size(batch + 1), 16])
    #expect(try program.shape(z) == [1, 3, batch + 1, 16])
    #expect(program.operators.last == "DynamicResize")
  }

  @Test func `losses are reduced as they are asked to be`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 5])
    let target = try program.input([batch], .int64, named: "target")
    #expect(try program.shape(try program.call("mse_loss", x, x, 0)) == [batch, 5])
    #expect(try program.shape(try program.call("cross_entropy_loss", x, target)) == [])
    #expect(try program.shape(try program.call("nll_loss", x, target, .none, 0)) == [batch])
  }
}
