import ByteIO
import Diagnostics
@testable import FluxFormat
import ModelIR
import TestSupport
import Testing

@Suite struct NormalizationLayerTests {
  private static let identity = BSONSample.function("identity")
  private static let momentum = BSONSample.float32(0.1)

  @Test(
    arguments: [
      ("batchnorm_04_deviation", 2, "BatchNorm(5, relu)", "0.4 to 0.6.10"),
      ("batchnorm_07", 2, "BatchNorm(4, relu)", "0.7 to 0.11.6"),
      ("batchnorm_010_seven_fields", 2, "BatchNorm(5, relu)", "0.10.0 to 0.10.1"),
      ("batchnorm_011", 2, "BatchNorm(5, tanh)", "0.10.2 to 0.11.6"),
      ("batchnorm_012", 2, "BatchNorm(4, relu)", "0.12 or later"),
      ("batchnorm_affine_false", 2, "BatchNorm(5, affine=false, active=true)", "0.12 or later"),
      ("instancenorm_08", 1, "InstanceNorm(3, relu)", "0.8 to 0.11.6"),
      ("instancenorm_plain", 1, "InstanceNorm(3, affine=false)", "0.12 or later"),
      ("groupnorm_08", 1, "GroupNorm(6, 2, relu)", "0.8.2 to 0.11.6"),
      ("groupnorm_012", 1, "GroupNorm(6, 3, relu)", "0.12 or later"),
      ("layernorm_011", 2, "LayerNorm(5)", "0.11.6 or earlier"),
      ("layernorm_012", 2, "LayerNorm(5, relu)", "0.12 or later"),
      ("layernorm_two_dimensions", 1, "LayerNorm(4, 3)", "0.12 or later"),
      ("layernorm_not_affine", 4, "LayerNorm(6, relu, affine=false)", "0.12 or later"),
    ])
  func `the fields tell the release, and Flux's own text`(
    sample: String, position: Int, text: String, era: String
  ) throws {
    let layer = try #require(try FluxSample(sample).layer("model.layers[\(position)]"))
    #expect(layer.text == text)
    #expect(layer.era.text == era)
  }

  /// A `BatchNorm` of eight fields with statistics 0 and 3.
  private func batchNorm(epsilon: BSONSample, active: BSONSample) throws -> HandmadeLayer {
    try HandmadeLayer(
      "BatchNorm", Self.identity, .vector([0, 0]), .vector([1, 1]), .vector([0, 0]),
      .vector([3, 3]), epsilon, Self.momentum, active)
  }

  @Test func `an ϵ of 1e-8 says that the deviation is stored`() throws {
    let layer = try batchNorm(epsilon: 1e-8, active: false)
    let graph = try layer.graph()
    let (operation, node) = try #require(graph.single(BatchNormalization.self))
    #expect(operation.epsilon == 0)
    #expect(try graph.numbers(node, 4) == [9, 9])
    #expect(layer.codes == [.fluxAmbiguousRelease])
    #expect(layer.diagnostics.diagnostics[0].severity == .note)
  }

  @Test func `an ϵ of 1e-5 says that the variance is stored`() throws {
    let layer = try batchNorm(epsilon: .float32(1e-5), active: false)
    let graph = try layer.graph()
    let (operation, node) = try #require(graph.single(BatchNormalization.self))
    #expect(operation.epsilon == Double(Float(1e-5)))
    #expect(try graph.numbers(node, 4) == [3, 3])
    #expect(layer.codes.isEmpty)
  }

  @Test func `an automatic mode says that the variance is stored, whatever ϵ is`() throws {
    let layer = try batchNorm(epsilon: 1e-8, active: nil)
    let graph = try layer.graph()
    #expect(
      try graph.numbers(try #require(graph.single(BatchNormalization.self)).node, 4) == [3, 3])
    #expect(layer.layer?.era.text == "0.10.2 to 0.11.6")
    #expect(layer.codes.isEmpty)
  }

  @Test func `any other ϵ is taken with the variance, and a warning`() throws {
    for epsilon: BSONSample in [0, 1e-3, 1e-10] {
      let layer = try batchNorm(epsilon: epsilon, active: false)
      let graph = try layer.graph()
      let node = try #require(graph.single(BatchNormalization.self)).node
      #expect(try graph.numbers(node, 4) == [3, 3])
      #expect(layer.diagnostics.diagnostics.map(\.severity) == [.warning])
      #expect(layer.codes == [.fluxAmbiguousRelease])
    }
    let none = try batchNorm(epsilon: .double(.nan), active: false)
    #expect(thrownDiagnostic { try none.graph() }?.code == .invalidAttribute)
  }

  @Test func `a forced training mode is told from the mode that old layers have`() throws {
    let forced = try FluxSample("batchnorm_affine_false")
    _ = try forced.graph()
    #expect(forced.diagnostics.diagnostics.map(\.code) == [.fluxTrainingMode])
    #expect(forced.diagnostics.diagnostics.map(\.severity) == [.warning])
    let either = try batchNorm(epsilon: .float32(1e-5), active: true)
    _ = try either.graph()
    #expect(either.diagnostics.diagnostics.map(\.severity) == [.note])
    let old = try batchNorm(epsilon: 1e-8, active: true)
    _ = try old.graph()
    #expect(!old.codes.contains(.fluxTrainingMode))
  }

  @Test func `without statistics there is nothing to export`() throws {
    let error = #expect(throws: DiagnosticList.self) {
      try FluxSample("batch_statistics").graph()
    }
    #expect(error?.diagnostics.map(\.code) == [.fluxNotExportable])
    #expect(error?.diagnostics[0].message.contains("track_stats=false") == true)
  }

  @Test func `without γ and β there are ones and zeros`() throws {
    let graph = try FluxSample("batchnorm_affine_false").graph()
    let node = try #require(graph.single(BatchNormalization.self)).node
    #expect(try graph.numbers(node, 1) == [1, 1, 1, 1, 1])
    #expect(try graph.numbers(node, 2) == [0, 0, 0, 0, 0])
  }

  @Test func `parameters of mixed element types are computed in the widest`() throws {
    var bytes: [UInt8] = []
    for value in [0.5, 0.25] { bytes.appendLittleEndian(value.bitPattern) }
    let mean = BSONSample.array(.type("Core", "Float64"), [2], .binary(bytes))
    let layer = try HandmadeLayer(
      "BatchNorm", Self.identity, .vector([0, 0]), .vector([1, 1]), mean, .vector([3, 3]),
      .float32(1e-5), Self.momentum, true, true, nil, 2)
    let graph = try layer.graph("x:f32[batch,2]")
    #expect(graph.outputTypes == ["f64[batch, 2]"])
    #expect(graph.verify().isEmpty)
  }

  @Test func `instance statistics are an input's own unless they are tracked`() throws {
    let own = try FluxSample("instancenorm_012").graph("x:batch,3,4,5")
    #expect(own.operatorNames == ["InstanceNormalization", "Relu"])
    let tracked = try FluxSample("instancenorm_tracked").graph("x:batch,3,4,5")
    #expect(tracked.operatorNames == ["BatchNormalization"])
    let old = try FluxSample("instancenorm_08").graph("x:batch,3,4,5")
    #expect(old.operatorNames == ["BatchNormalization", "Relu"])
  }

  @Test func `moving statistics of groups are repeated for their channels`() throws {
    let layer = try HandmadeLayer(
      "GroupNorm", 2, Self.identity, .zeros(4), .vector([1, 1, 1, 1]), .floats([2, 1], [5, 6]),
      .floats([2, 1], [7, 8]), .float32(1e-5), Self.momentum, nil)
    let graph = try layer.graph()
    let node = try #require(graph.single(BatchNormalization.self)).node
    #expect(try graph.numbers(node, 3) == [5, 5, 6, 6])
    #expect(try graph.numbers(node, 4) == [7, 7, 8, 8])
    #expect(graph.inputTypes == ["f32[batch, 4, height, width]"])
  }

  @Test func `own statistics of groups are one operator`() throws {
    let graph = try FluxSample("groupnorm_012").graph()
    #expect(graph.operatorNames == ["GroupNormalization", "Relu"])
    #expect(try #require(graph.single(GroupNormalization.self)).operator.groups == 3)
  }

  @Test(
    arguments: [
      ("layernorm_011", ["Linear", "LayerNormalization"]),
      ("layernorm_012", ["Linear", "LayerNormalization", "Relu"]),
      ("layernorm_013_activation", ["Linear", "LayerNormalization", "Gelu", "Linear"]),
      (
        "layernorm_not_affine",
        ["Linear", "LayerNormalization", "Linear", "LayerNormalization", "Relu"]
      ),
    ])
  func `a layer norm takes its factor and applies its activation once`(
    sample: String, operators: [String]
  ) throws {
    #expect(try FluxSample(sample).graph().operatorNames == operators)
  }

  @Test func `ϵ is squared under the root`() throws {
    let graph = try FluxSample("layernorm_small_input").graph()
    let operation = try #require(graph.single(LayerNormalization.self)).operator
    #expect(abs(operation.epsilon / 1e-10 - 1) < 1e-6)
    #expect(operation.epsilonPlacement == .insideRoot)
    #expect(graph.inputTypes == ["f32[batch, 6]"])
  }

  @Test func `a factor of other sizes than the normalised ones is applied behind`() throws {
    let scale = BSONSample.structure(
      .type("Flux", "Scale"), .vector([2]), .vector([1]), .function("relu"))
    let layer = try HandmadeLayer(
      "LayerNorm", .function("relu"), scale, .float32(1e-5), .sizes(4), true)
    #expect(
      try layer.graph("x:batch,4").operatorNames == [
        "LayerNormalization", "Multiply", "Add", "Relu",
      ])
    let diagonal = BSONSample.structure(.type("Flux", "Diagonal"), .vector([2]), .vector([1]))
    let old = try HandmadeLayer(
      "LayerNorm", .function("relu"), diagonal, .float32(1e-5), .sizes(4), true)
    #expect(
      try old.graph("x:batch,4").operatorNames == ["LayerNormalization", "Multiply", "Add", "Relu"])
    let none = try HandmadeLayer(
      "LayerNorm", .function("relu"), nil, .float32(1e-5), .sizes(4), false)
    #expect(try none.graph("x:batch,4").operatorNames == ["LayerNormalization", "Relu"])
  }

  @Test func `fields that contradict each other are refused`() throws {
    let epsilon = BSONSample.float32(1e-5)
    let two = BSONSample.vector([1, 1])
    let refused = [
      try HandmadeLayer("BatchNorm", Self.identity, two, two, two, two, epsilon),
      try HandmadeLayer(
        "BatchNorm", Self.identity, two, .vector([1]), two, two, epsilon, Self.momentum),
      try HandmadeLayer(
        "BatchNorm", Self.identity, two, two, .vector([1]), two, epsilon, Self.momentum),
      try HandmadeLayer(
        "BatchNorm", Self.identity, nil, nil, nil, nil, epsilon, Self.momentum, nil),
      try HandmadeLayer(
        "InstanceNorm", Self.identity, two, two, nil, nil, epsilon, Self.momentum, nil),
      try HandmadeLayer(
        "InstanceNorm", Self.identity, nil, nil, nil, nil, epsilon, Self.momentum, false, false,
        nil, .int64(1 << 40)),
      try HandmadeLayer(
        "InstanceNorm", Self.identity, nil, nil, nil, nil, epsilon, Self.momentum, false, false,
        nil, 0),
      try HandmadeLayer(
        "GroupNorm", 0, Self.identity, two, two, nil, nil, epsilon, Self.momentum, true, false,
        nil, 2),
      try HandmadeLayer(
        "GroupNorm", 3, Self.identity, two, two, nil, nil, epsilon, Self.momentum, true, false,
        nil, 2),
      try HandmadeLayer("LayerNorm", two),
      try HandmadeLayer("LayerNorm", Self.identity, nil, epsilon, .sizes(), true),
      try HandmadeLayer("LayerNorm", Self.identity, nil, epsilon),
    ]
    for layer in refused { #expect(layer.refusal == .fluxMalformedLayer) }
  }
}
