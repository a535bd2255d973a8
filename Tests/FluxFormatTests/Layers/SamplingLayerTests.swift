import Diagnostics
@testable import FluxFormat
import ModelIR
import TestSupport
import Testing

@Suite struct SamplingLayerTests {
  @Test(
    arguments: [
      ("upsample_nearest", "Upsample(:nearest, scale = (2, 3))", ["f32[batch, 2, 9, 8]"]),
      ("upsample_bilinear", "Upsample(:bilinear, scale = 2)", ["f32[batch, 2, 6, 8]"]),
      ("upsample_size", "Upsample(:bilinear, size = (7, 5))", ["f32[batch, 2, 5, 7]"]),
    ])
  func `scales and sizes are those of Julia's dimensions`(
    sample: String, text: String, outputs: [String]
  ) throws {
    let sample = try FluxSample(sample)
    #expect(try sample.layer("model.layers[1]")?.text == text)
    #expect(try sample.graph("x:batch,2,3,4").outputTypes == outputs)
  }

  @Test func `linear modes align corners, the nearest element is counted from the corner`() throws {
    let linear = try FluxSample("upsample_bilinear").graph("x:batch,2,3,4")
    #expect(try #require(linear.single(Resize.self)).operator.coordinates == .alignCorners)
    let nearest = try FluxSample("upsample_nearest").graph("x:batch,2,3,4")
    let resize = try #require(nearest.single(Resize.self)).operator
    #expect(resize.coordinates == .asymmetric)
    #expect(resize.nearestRounding == .floor)
    #expect(resize.extent == .scales([3, 2]))
  }

  @Test func `a scale may be a ratio`() throws {
    let ratio = BSONSample.structure(.type("Base", "Rational"), 3, 2)
    let one = try HandmadeLayer("Upsample", parameters: [.symbol("bilinear")], ratio, nil)
    #expect(try one.graph("x:batch,1,4,6").outputTypes == ["f32[batch, 1, 6, 9]"])
    let two = try HandmadeLayer(
      "Upsample", parameters: [.symbol("bilinear")], .tuple(ratio, 2), nil)
    #expect(try two.graph("x:batch,1,4,6").outputTypes == ["f32[batch, 1, 8, 9]"])
  }

  @Test func `a mode works on its own number of dimensions`() throws {
    let layer = try HandmadeLayer("Upsample", parameters: [.symbol("trilinear")], 2, nil)
    #expect(try layer.graph().inputTypes == ["f32[batch, channels, depth, height, width]"])
    #expect(thrownDiagnostic { try layer.graph("x:batch,1,4,6") }?.code == .rankMismatch)
  }

  @Test func `channels become pixels, the rows' factor first`() throws {
    let graph = try FluxSample("pixel_shuffle").graph("x:batch,8,3,4")
    #expect(graph.outputTypes == ["f32[batch, 2, 6, 8]"])
    let operation = try #require(graph.single(DepthToSpace.self)).operator
    #expect(operation.mode == .columnRowDepth)
    #expect(try FluxSample("pixel_shuffle").layer("model.layers[1]")?.text == "PixelShuffle(2)")
  }

  @Test func `pixels are shuffled over other numbers of dimensions too`() throws {
    let layer = try HandmadeLayer("PixelShuffle", 2)
    #expect(try layer.graph("x:batch,6,5").outputTypes == ["f32[batch, 3, 10]"])
    #expect(try layer.graph("x:batch,8,2,3,4").outputTypes == ["f32[batch, 1, 4, 6, 8]"])
    #expect(thrownDiagnostic { try layer.graph("x:batch,7,5") }?.code == .shapeMismatch)
  }

  @Test func `fields that contradict each other are refused`() throws {
    let nearest = [BSONSample.symbol("nearest")]
    let refused = [
      try HandmadeLayer("Upsample", parameters: nearest, nil, nil),
      try HandmadeLayer("Upsample", parameters: nearest, 2, .sizes(4, 4)),
      try HandmadeLayer("Upsample", parameters: [.symbol("cubic")], 2, nil),
      try HandmadeLayer("Upsample", parameters: nearest, .tuple(2, "3"), nil),
      try HandmadeLayer("Upsample", parameters: nearest, .tuple(), nil),
      try HandmadeLayer(
        "Upsample", parameters: nearest, .structure(.type("Base", "Rational"), 1, 0), nil),
      try HandmadeLayer("PixelShuffle", 0),
      try HandmadeLayer("PixelShuffle", .int64(.max)),
    ]
    for layer in refused { #expect(layer.refusal == .fluxMalformedLayer) }
  }

  @Test func `scales and sizes out of range are refused`() throws {
    for scale: BSONSample in [0, -1, .double(.nan), .double(.infinity)] {
      let layer = try HandmadeLayer(
        "Upsample", parameters: [.symbol("nearest")], .tuple(scale, scale), nil)
      #expect(thrownDiagnostic { try layer.graph("x:batch,1,4,6") } != nil)
    }
    let sized = try HandmadeLayer(
      "Upsample", parameters: [.symbol("nearest")], nil, .sizes(0, 4))
    #expect(thrownDiagnostic { try sized.graph("x:batch,1,4,6") } != nil)
  }
}
