import ByteIO
import Diagnostics
@testable import FluxFormat
import ModelIR
import TestSupport
import Testing

@Suite struct ConvolutionLayerTests {
  @Test(
    arguments: [
      ("conv_lenet", 1, "Conv((3, 3), 1 => 4, relu, pad=1)", "0.12.6 or later"),
      ("conv2d_04", 1, "Conv2D((3, 3), 2 => 4, relu, pad=1, stride=2)", "0.4 to 0.4.1"),
      (
        "conv_05_five_fields", 1, "Conv((3, 3), 2 => 4, relu, pad=(1, 0), stride=(2, 1))",
        "0.5.0 to 0.5.2"
      ),
      (
        "conv_06_six_fields", 1,
        "Conv((3, 2), 2 => 4, relu, pad=1, stride=(1, 2), dilation=(2, 1))", "0.5.3 to 0.12.5"
      ),
      (
        "conv_asymmetric_pad", 1,
        "Conv((4, 3), 2 => 5, tanh, pad=(2, 1, 0, 3), stride=(2, 3))", "0.12.6 or later"
      ),
      (
        "conv_groups_dilation", 1,
        "Conv((3, 3), 4 => 6, relu, pad=2, dilation=2, groups=2, bias=false)", "0.12.6 or later"
      ),
      ("conv_1d", 1, "Conv((3,), 2 => 4, relu, pad=1)", "0.12.6 or later"),
      ("crosscor", 1, "CrossCor((3, 2), 2 => 4, relu, pad=(1, 1, 0, 1))", "0.9 or later"),
      ("depthwise_07", 1, "DepthwiseConv((3, 3), 3 => 6, relu, pad=1)", "0.7 to 0.8.2"),
      (
        "depthwise_010", 1,
        "DepthwiseConv((3, 2), 3 => 6, pad=(1, 1, 0, 0), stride=(2, 1), dilation=(1, 2))",
        "0.8.3 to 0.12.10"
      ),
      (
        "conv_transpose_six_fields", 1,
        "ConvTranspose((3, 2), 2 => 3, relu, pad=(1, 0, 0, 0), stride=(2, 1), dilation=(1, 2))",
        "0.8 to 0.12.7"
      ),
      (
        "conv_transpose_seven_fields", 1,
        "ConvTranspose((3, 3), 4 => 4, relu, pad=1, stride=2, groups=2)", "0.12.8 to 0.14.16"
      ),
      (
        "conv_transpose_outpad", 1,
        "ConvTranspose((3, 4), 2 => 3, tanh, pad=(1, 1, 2, 1), stride=(2, 3), outpad=(1, 0))",
        "0.14.17 or later"
      ),
    ])
  func `the fields tell the release, and Flux's own text`(
    sample: String, position: Int, text: String, era: String
  ) throws {
    let layer = try #require(try FluxSample(sample).layer("model.layers[\(position)]"))
    #expect(layer.text == text)
    #expect(layer.era.text == era)
  }

  @Test func `a convolution reads its kernel backwards, a cross-correlation does not`() throws {
    let kernel = BSONSample.floats([2, 3, 1, 1], [1, 2, 3, 4, 5, 6])
    let fields: [BSONSample] = [.sizes(1, 1), .sizes(0, 0, 0, 0), .sizes(1, 1)]
    let conv = try HandmadeLayer(
      "Conv", .function("identity"), kernel, false, fields[0], fields[1], fields[2], 1)
    let cross = try HandmadeLayer(
      "CrossCor", .function("identity"), kernel, false, fields[0], fields[1], fields[2])
    let flipped = try #require(try conv.graph().single(Convolution.self))
    #expect(try conv.graph().numbers(flipped.node, 1) == [6, 5, 4, 3, 2, 1])
    let straight = try #require(try cross.graph().single(Convolution.self))
    #expect(try cross.graph().numbers(straight.node, 1) == [1, 2, 3, 4, 5, 6])
  }

  @Test func `settings stand in the reverse order of axes`() throws {
    let graph = try FluxSample("conv_asymmetric_pad").graph("x:batch,2,8,9")
    let window = try #require(graph.single(Convolution.self)).operator.window
    #expect(window.strides == [3, 2])
    #expect(window.padsBefore == [0, 2])
    #expect(window.padsAfter == [3, 1])
  }

  @Test func `outpad comes before dilation in eight fields`() throws {
    let graph = try FluxSample("conv_transpose_outpad").graph("x:batch,2,5,4")
    let convolution = try #require(graph.single(ConvolutionTranspose.self)).operator
    #expect(convolution.outputPadding == [0, 1])
    #expect(convolution.window.dilations == [1, 1])
  }

  @Test func `every channel of a depthwise convolution is a group`() throws {
    let graph = try FluxSample("depthwise_07").graph("x:batch,3,5,6")
    let (convolution, node) = try #require(graph.single(Convolution.self))
    #expect(convolution.groups == 3)
    let weight = try #require(node.operands[1])
    #expect(graph[weight].type.description == "f32[6, 1, 3, 3]")
  }

  @Test func `kernels determine the channels and leave the picture's size open`() throws {
    let graph = try FluxSample("conv_groups_dilation").graph()
    #expect(graph.inputTypes == ["f32[batch, 4, height, width]"])
    #expect(try FluxSample("conv_1d").graph("x:batch,2,10").outputTypes == ["f32[batch, 2]"])
    #expect(
      try FluxSample("conv_3d").graph().inputTypes == ["f32[batch, 2, depth, height, width]"])
  }

  @Test func `the order of spatial axes matters from two on`() throws {
    let sample = try FluxSample("conv_1d")
    _ = try sample.graph("x:batch,2,10")
    #expect(!sample.diagnostics.diagnostics.contains { $0.code == .fluxSpatialOrder })
    let picture = try FluxSample("crosscor")
    _ = try picture.graph()
    #expect(picture.diagnostics.diagnostics.contains { $0.code == .fluxSpatialOrder })
  }

  @Test func `a bias of another element type takes the kernel's`() throws {
    var bytes: [UInt8] = []
    for value in [1.0, 2.0] { bytes.appendLittleEndian(value.bitPattern) }
    let bias = BSONSample.array(.type("Core", "Float64"), [2], .binary(bytes))
    let layer = try HandmadeLayer(
      "Conv", .function("relu"), .zeros(3, 3, 1, 2), bias, .sizes(1, 1), .sizes(0, 0),
      .sizes(1, 1))
    let graph = try layer.graph()
    let node = try #require(graph.single(Convolution.self)).node
    #expect(try graph.numbers(node, 2) == [1, 2])
    #expect(graph.outputTypes.first?.hasPrefix("f32") == true)
  }

  @Test func `an input of another rank is refused in the layer's words`() throws {
    let error = thrownDiagnostic { try FluxSample("crosscor").graph("x:batch,2") }
    #expect(error?.code == .rankMismatch)
    #expect(error?.message.contains("CrossCor works on 4 dimensions") == true)
  }

  @Test func `fields that contradict each other are refused`() throws {
    let identity = BSONSample.function("identity")
    let one = BSONSample.sizes(1, 1)
    let kernel = BSONSample.zeros(3, 3, 1, 2)
    let refused = [
      try HandmadeLayer("Conv", identity, kernel, false, one),
      try HandmadeLayer("Conv", identity, .zeros(3, 2), false, one, one, one, 1),
      try HandmadeLayer("Conv", identity, kernel, false, .sizes(1), one, one, 1),
      try HandmadeLayer("Conv", identity, kernel, false, one, .sizes(1, 1, 1), one, 1),
      try HandmadeLayer("Conv", identity, kernel, false, one, one, one, 0),
      try HandmadeLayer("Conv", identity, kernel, false, one, one, one, .int64(.max)),
      try HandmadeLayer("Conv", identity, true, false, one, one, one, 1),
      try HandmadeLayer("Conv", identity, kernel, true, one, one, one, 1),
      try HandmadeLayer("DepthwiseConv", identity, kernel, false),
      try HandmadeLayer("CrossCor", identity, kernel, false, one, one),
      try HandmadeLayer("Conv2D", identity, kernel),
    ]
    for layer in refused { #expect(layer.refusal == .fluxMalformedLayer) }
  }

  @Test func `steps and paddings out of range are refused`() throws {
    for (stride, pad) in [(Int64(0), Int64(0)), (-1, 0), (.max, 0), (1, .max), (1, .min)] {
      let layer = try HandmadeLayer(
        "Conv", .function("identity"), .zeros(3, 3, 1, 2), false, .sizes(stride, stride),
        .sizes(pad, pad), .sizes(1, 1), 1)
      #expect(thrownDiagnostic { try layer.graph("x:batch,1,9,9") } != nil)
    }
  }
}
