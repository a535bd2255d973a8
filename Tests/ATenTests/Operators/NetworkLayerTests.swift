import Diagnostics
import ModelIR
import Testing

@testable import ATen

@Suite struct NetworkLayerTests {
  private let batch = Dimension.symbol("batch")

  @Test func `a convolution takes samples without a batch`() throws {
    let program = CallRecorder()
    let x = try program.input([3, 9, 9])
    let weight = try program.input([4, 3, 3, 3], named: "weight")
    let y = try program.call("conv2d", x, weight, .none, [2, 2], [1, 1])
    #expect(try program.shape(y) == [4, 5, 5])
    #expect(program.operators == ["Unsqueeze", "Convolution", "Squeeze"])
  }

  @Test func `padding by a word keeps sizes, the odd element behind`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3, 8])
    let weight = try program.input([4, 3, 4], named: "weight")
    let y = try program.call("conv1d", x, weight, .none, 1, .text("same"), overload: "padding")
    #expect(try program.shape(y) == [batch, 4, 8])
    let window = try #require(program.all(Convolution.self).first?.window)
    #expect(window.padsBefore == [1])
    #expect(window.padsAfter == [2])
  }

  @Test func `the backend's convolution is either kind`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 4, 5, 5])
    let weight = try program.input([4, 2, 3, 3], named: "weight")
    let y = try program.call(
      "convolution", x, weight, .none, [2, 2], [1, 1], [1, 1], .boolean(true), [1, 1], 1)
    #expect(try program.shape(y) == [batch, 2, 10, 10])
    #expect(program.operators == ["ConvolutionTranspose"])
  }

  @Test func `a pool without a step moves by its own size`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 4, 8, 8])
    #expect(try program.shape(try program.call("max_pool2d", x, [2, 2])) == [batch, 4, 4, 4])
    let both = try program.context.call("max_pool2d_with_indices", [x, [3, 3], [2, 2], [1, 1]])
    #expect(try both.map(program.shape) == [[batch, 4, 4, 4], [batch, 4, 4, 4]])
  }

  @Test func `an adaptive pool to the sizes that there are is nothing`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 4, batch, 7])
    let y = try program.call("adaptive_avg_pool2d", x, [.size(batch), 7])
    #expect(try program.shape(y) == [batch, 4, batch, 7])
    #expect(program.operators.isEmpty)
    _ = try program.call("adaptive_avg_pool2d", x, [1, 1])
    _ = try program.call("adaptive_avg_pool2d", x, [.size(batch), 1])
    #expect(program.operators == ["GlobalAveragePool", "ReduceMean"])
  }

  @Test func `places of a pool's elements are put back`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 2, 2, 2])
    let places = try program.input([batch, 2, 2, 2], .int64, named: "places")
    let y = try program.call("max_unpool2d", x, places, [4, 4])
    #expect(try program.shape(y) == [batch, 2, 4, 4])
  }

  @Test func `a batch's own statistics are computed where none are stored`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3, 5])
    let y = try program.call(
      "batch_norm", x, .none, .none, .none, .none, .boolean(true), .number(0.1), .number(1e-5),
      .boolean(true))
    #expect(try program.shape(y) == [batch, 3, 5])
    #expect(program.operators.contains("ReduceVariance"))
    #expect(program.operators.contains("BatchNormalization"))
  }

  @Test func `what a normalisation saves for its gradient is there`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 5, 8])
    let results = try program.context.call(
      "native_layer_norm", [x, [8], .none, .none, .number(1e-5)])
    #expect(try results.map(program.shape) == [[batch, 5, 8], [batch, 5, 1], [batch, 5, 1]])
  }

  @Test func `a sum of a product with a vector is a dense layer`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    let weight = try program.input([3, 4], named: "weight")
    let bias = try program.input([4], named: "bias")
    #expect(try program.shape(try program.call("addmm", bias, x, weight)) == [batch, 4])
    #expect(program.operators == ["Linear"])
  }

  @Test func `factors of a sum are kept`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3])
    let weight = try program.input([3, 4], named: "weight")
    let bias = try program.input([4], named: "bias")
    _ = try program.context.call(
      "addmm", [bias, x, weight], named: [("beta", .number(0.5)), ("alpha", 2)])
    let gemm = try #require(program.all(Gemm.self).first)
    #expect(gemm == Gemm(alpha: 2, beta: 0.5))
  }

  @Test func `tensors are contracted over several axes`() throws {
    let program = CallRecorder()
    let x = try program.input([batch, 3, 4])
    let y = try program.input([4, 3, 5], named: "y")
    #expect(try program.shape(try program.call("tensordot", x, y, [1, 2], [1, 0])) == [batch, 5])
  }
}
