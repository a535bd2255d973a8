import ModelIR
import Passes
import Testing

struct FoldBatchNormalizationTests {
  private func vector(_ values: [Double]) throws -> Weight {
    try #require(Weight.array(values, .float32))
  }

  /// The normalisation of two channels by scales 2 and 3, biases 10 and 20, means 1 and 2, variances 4
  /// and 9: factors 1 and 1, offsets 9 and 18.
  private func normalized(_ builder: inout GraphBuilder, _ x: ValueID) throws -> ValueID {
    var operands: [ValueID] = []
    for (name, values) in [
      ("scale", [2.0, 6]), ("bias", [10, 20]), ("mean", [1, 2]), ("variance", [4, 9]),
    ] {
      operands.append(builder.addWeight(try vector(values), named: name))
    }
    return try builder.add(
      BatchNormalization(epsilon: 0), x, operands[0], operands[1], operands[2], operands[3])
  }

  @Test func `a convolution does the normalisation behind it`() throws {
    let graph = try graph(.batch(1, 4)) { builder, x throws in
      let weight = builder.addWeight(
        try vector([1, 2, 3, 4]).reshaped(to: [2, 1, 2]), named: "weight")
      let y = try builder.add(Convolution(window: .unit(spatialRank: 1)), x, weight)
      return try normalized(&builder, y)
    }
    let rewritten = try result(of: FoldBatchNormalization(), on: graph)
    #expect(rewritten.nodes.map(\.operator.definition.name) == ["Convolution"])
    let weights = rewritten.usedWeights
    #expect(weights.map { rewritten[$0.id].name } == ["weight", "bias"])
    #expect(try weights[0].weight.doubles() == [1, 2, 6, 8])
    #expect(try weights[1].weight.doubles() == [9, 16])
  }

  @Test func `a dense layer's own bias counts`() throws {
    let graph = try graph(.batch(3)) { builder, x throws in
      let weight = builder.addWeight(
        try vector([1, 2, 3, 4, 5, 6]).reshaped(to: [3, 2]), named: "weight")
      let bias = builder.addWeight(try vector([1, 1]), named: "own")
      return try normalized(&builder, try builder.add(Linear(), x, weight, bias))
    }
    let rewritten = try result(of: FoldBatchNormalization(), on: graph)
    let weights = rewritten.usedWeights
    #expect(weights.map { rewritten[$0.id].name } == ["weight", "own"])
    #expect(try weights[0].weight.doubles() == [1, 4, 3, 8, 5, 12])
    #expect(try weights[1].weight.doubles() == [10, 18])
  }

  @Test func `what else takes the result or the weight keeps them`() throws {
    let graph = try graph(.batch(2)) { builder, x throws in
      let weight = builder.addWeight(
        try vector([1, 2, 3, 4]).reshaped(to: [2, 2]), named: "weight")
      let first = try builder.add(Linear(), x, weight)
      let second = try normalized(&builder, try builder.add(Linear(), first, weight))
      return try builder.add(Add(), second, first)
    }
    #expect(try FoldBatchNormalization().run(on: graph) == nil)
  }

  @Test func `a part of a scaled weight has the whole's factors`() throws {
    let weight = try vector((0..<12).map(Double.init)).reshaped(to: [3, 4])
    for axis in 0..<2 {
      let factors = (0..<weight.shape[axis]).map { Double($0 + 1) }
      let scaled = try #require(weight.scaled(by: factors, along: axis))
      let expected = (0..<12).map { Double($0) * factors[axis == 0 ? $0 / 4 : $0 % 4] }
      #expect(try scaled.doubles() == expected)
      #expect(
        try scaled.sliced(along: 0, 1..<3).sliced(along: 1, 1..<2).doubles()
          == [expected[5], expected[9]])
      #expect(try scaled.flipped(along: [0, 1]).doubles() == expected.reversed())
      #expect(try scaled.converted(to: .float16).doubles() == expected)
    }
    let half = try #require(weight.converted(to: .bfloat16).scaled(by: [1, 2, 4], along: 0))
    #expect(try half.sliced(along: 0, 2..<3).doubles() == [32, 36, 40, 44])
    #expect(Weight.integers([1]).scaled(by: [2], along: 0) == nil)
  }
}
