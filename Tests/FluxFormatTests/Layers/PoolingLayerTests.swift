import Diagnostics
@testable import FluxFormat
import ModelIR
import TestSupport
import Testing

@Suite struct PoolingLayerTests {
  @Test(
    arguments: [
      ("pool_max_mean", 1, "MaxPool((3, 2), pad=(1, 1, 0, 1), stride=(2, 1))"),
      ("pool_max_mean", 2, "MeanPool((2, 3), pad=(1, 0, 1, 1), stride=(1, 2))"),
      ("conv_lenet", 2, "MaxPool((2, 2))"),
      ("conv_1d", 2, "MaxPool((2,))"),
      ("pool_adaptive", 1, "AdaptiveMaxPool((5, 4))"),
      ("pool_adaptive", 2, "AdaptiveMeanPool((3, 2))"),
      ("pool_global", 2, "GlobalMeanPool()"),
      ("pool_global_max", 1, "GlobalMaxPool()"),
    ])
  func `pools print as in Flux`(sample: String, position: Int, text: String) throws {
    #expect(try FluxSample(sample).layer("model.layers[\(position)]")?.text == text)
  }

  @Test func `padding comes before the stride in the fields`() throws {
    let graph = try FluxSample("pool_max_mean").graph("x:batch,2,8,9")
    let pool = try #require(graph.single(ModelIR.MaxPool.self)).operator
    #expect(pool.kernel == [2, 3])
    #expect(pool.window.strides == [1, 2])
    #expect(pool.window.padsBefore == [0, 1])
    #expect(pool.window.padsAfter == [1, 1])
    #expect(pool.rounding == .floor)
  }

  @Test func `a mean counts padding`() throws {
    let graph = try FluxSample("pool_max_mean").graph("x:batch,2,8,9")
    #expect(try #require(graph.single(AveragePool.self)).operator.countsPadding)
  }

  @Test func `an adaptive pool follows Flux's rule and needs fixed sizes`() throws {
    let graph = try FluxSample("pool_adaptive").graph("x:batch,2,9,12")
    let pool = try #require(graph.single(ModelIR.AdaptiveMaxPool.self)).operator
    #expect(pool.outputSizes == [4, 5])
    #expect(pool.rule == .fluxStride)
    #expect(graph.outputTypes == ["f32[batch, 2, 2, 3]"])
    #expect(thrownDiagnostic { try FluxSample("pool_adaptive").graph() } != nil)
  }

  @Test func `a global pool keeps its dimensions`() throws {
    let graph = try FluxSample("pool_global").graph()
    #expect(graph.inputTypes == ["f32[batch, 2, height, width]"])
    #expect(graph.outputTypes == ["f32[batch, 3]"])
    let alone = try FluxSample("pool_global").graph(
      "x:batch,4,6,5", selection: "model.layers[2]")
    #expect(alone.outputTypes == ["f32[batch, 4, 1, 1]"])
  }

  @Test func `fields that contradict each other are refused`() throws {
    let refused = [
      try HandmadeLayer("MaxPool", .sizes(2, 2), .sizes(0, 0)),
      try HandmadeLayer("MaxPool", .sizes(), .sizes(), .sizes()),
      try HandmadeLayer("MaxPool", .sizes(2, 2), .sizes(0, 0, 0), .sizes(2, 2)),
      try HandmadeLayer("MeanPool", .sizes(2, 2), .sizes(0, 0), .sizes(2)),
      try HandmadeLayer("MeanPool", .sizes(2, 2, 2, 2), .sizes(0), .sizes(2)),
      try HandmadeLayer("GlobalMaxPool", 1),
      try HandmadeLayer("AdaptiveMaxPool", "2"),
    ]
    for layer in refused { #expect(layer.refusal == .fluxMalformedLayer) }
  }

  @Test func `sizes out of range are refused`() throws {
    for size in [Int64(0), -1, .max] {
      let pool = try HandmadeLayer(
        "MaxPool", .sizes(size, size), .sizes(0, 0), .sizes(1, 1))
      #expect(thrownDiagnostic { try pool.graph("x:batch,1,9,9") } != nil)
      let adaptive = try HandmadeLayer("AdaptiveMeanPool", .sizes(size, size))
      #expect(thrownDiagnostic { try adaptive.graph("x:batch,1,9,9") } != nil)
    }
  }
}
