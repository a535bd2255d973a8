import Diagnostics
@testable import FluxFormat
import ModelIR
import TestSupport
import Testing

@Suite struct CompositionTests {
  @Test(
    arguments: [
      ("diagonal", ["f32[batch, 4]"], ["f32[batch, 2]"]),
      ("scale", ["f32[batch, 4]"], ["f32[batch, 5]"]),
      ("bilinear_one_input", ["f32[batch, 4]"], ["f32[batch, 2]"]),
      ("skip_plus", ["f32[batch, 4]"], ["f32[batch, 2]"]),
      ("skip_vcat", ["f32[batch, 4]"], ["f32[batch, 2]"]),
      ("parallel_one_input", ["f32[batch, 4]"], ["f32[batch, 2]"]),
      ("parallel_two_inputs", ["f32[batch, 4]", "f32[batch, 5]"], ["f32[batch, 3]"]),
      ("parallel_named", ["f32[batch, 4]"], ["f32[batch, 2]"]),
      (
        "pairwise_fusion", ["f32[batch, 3]", "f32[batch, 4]", "f32[batch, 5]"],
        ["f32[batch, 4]", "f32[batch, 5]", "f32[batch, 2]"]
      ),
      ("maxout", ["f32[batch, 4]"], ["f32[batch, 2]"]),
      ("weightnorm_dense", ["f32[batch, 4]"], ["f32[batch, 3]"]),
    ])
  func `the layers determine the inputs`(
    name: String, inputs: [String], outputs: [String]
  ) throws {
    let graph = try FluxSample(name).graph()
    #expect(graph.inputTypes == inputs)
    #expect(graph.outputTypes == outputs)
  }

  @Test func `a bilinear form takes two inputs that differ`() throws {
    let graph = try FluxSample("bilinear_two_inputs").graph("x1:batch,4", "x2:batch,5")
    #expect(graph.inputTypes == ["f32[batch, 4]", "f32[batch, 5]"])
    #expect(graph.outputTypes == ["f32[batch, 3]"])
  }

  @Test func `what went through the layers comes before what went around them`() throws {
    let graph = try FluxSample("skip_vcat").graph()
    let joint = try #require(graph.nodes.first { $0.operator.definition.name == "Concat" })
    #expect(joint.operands.last == graph.inputs[0] || joint.operands.first != graph.inputs[0])
  }

  @Test func `inputs have to be as many as the branches`() throws {
    let error = thrownDiagnostic {
      try FluxSample("parallel_two_inputs").graph("x1:batch,4", "x2:batch,5", "x3:batch,5")
    }
    #expect(error != nil)
  }

  @Test func `tokens count from 1`() throws {
    let graph = try FluxSample("embedding").graph("x:batch,6")
    #expect(graph.inputTypes == ["i64[batch, 6]"])
    #expect(graph.operatorNames.prefix(2) == ["Subtract", "Embedding"])
    let layer = try #require(try FluxSample("embedding").layer("model.layers[1]"))
    #expect(layer.era.text == "0.12.5 to 0.16.10")
  }

  @Test(arguments: ["embedding_bag_mean", "embedding_bag_sum", "embedding_bag_maximum"])
  func `a bag of tokens becomes one vector`(name: String) throws {
    #expect(try FluxSample(name).graph("x:batch,5").outputTypes == ["f32[batch, 2]"])
  }

  @Test func `one-hot vectors are multiplied with the weight`() throws {
    let sample = try FluxSample("embedding")
    let table = try #require(try sample.layer("model.layers[1]") as? FluxFormat.Embedding)
    let graph = try sample.graph(
      "x:f32[batch,6,\(table.table.vocabulary)]", selection: "model.layers[1]")
    #expect(graph.operatorNames == ["MatMul"])
  }

  @Test func `attention gives its result and its scores`() throws {
    let sample = try FluxSample("attention")
    #expect(try sample.graph("x:batch,6,4").outputTypes == ["f32[batch, 6, 3]"])
    let alone = try sample.graph("x:batch,time,4", selection: "model.layers[1]")
    #expect(alone.outputTypes.count == 2)
  }

  @Test func `queries and keys may be of different lengths`() throws {
    let sample = try FluxSample("attention_two_inputs")
    let graph = try sample.graph()
    #expect(graph.inputTypes == ["f32[batch, time1, 4]", "f32[batch, time2, 3]"])
    #expect(graph.outputTypes == ["f32[batch, time1, 4]", "f32[batch, 2, time1, time2]"])
    let text = try sample.module().printedText
    #expect(text == "MultiHeadAttention((4, 3, 3) => 6 => 4; nheads=2)")
  }

  @Test func `a normalised weight has the length that is stored`() throws {
    let graph = try FluxSample("weightnorm_dense").graph()
    let weight = try #require(graph.usedWeights.first { $0.weight.shape.count == 2 }?.weight)
    let layer = try #require(
      try FluxSample("weightnorm_dense").module().firstWeightNorm)
    let lengths = try #require(layer.length.weight).doubles()
    let values = try weight.doubles()
    let columns = weight.shape[1]
    for (column, length) in lengths.enumerated() {
      let squares = stride(from: column, to: values.count, by: columns).map {
        values[$0] * values[$0]
      }
      #expect(abs(squares.reduce(0, +).squareRoot() - abs(length)) < 1e-4)
    }
  }

  @Test func `branches that fit one input get one`() {
    let image = FluxInputExpectation.image(spatialRank: 2, channels: nil, nil)
    #expect(
      FluxInputExpectation.ofBranches([.anything, .channels(3, .float32), image])
        == .image(spatialRank: 2, channels: 3, .float32))
    #expect(
      FluxInputExpectation.ofBranches([.features(3, nil), .features(4, nil)])
        == .tuple([.features(3, nil), .features(4, nil)]))
    #expect(
      FluxInputExpectation.ofBranches([.tokens(vocabulary: 9), .tokens(vocabulary: 5)])
        == .tokens(vocabulary: 5))
  }
}

extension FluxModule {
  /// The first normalised layer in the tree.
  fileprivate var firstWeightNorm: WeightNorm? {
    layer as? WeightNorm ?? children.lazy.compactMap(\.module.firstWeightNorm).first
  }
}
