import ConversionKit
import Diagnostics
import ModelIR
import Testing

@testable import FluxFormat

@Suite struct FluxInputsTests {
  private func inputs(
    _ expectation: FluxInputExpectation, _ shapes: String...
  ) throws -> [NamedType] {
    let request = ModelRequest(inputs: try shapes.map { try InputSpecification(parsing: $0) })
    return try FluxInputs(expectation: expectation, request: request).named()
  }

  @Test func `features, pictures, sequences and tokens determine the input's shape`() throws {
    let batch = Dimension.symbol("batch")
    let cases: [(FluxInputExpectation, TensorType)] = [
      (.features(10, .float64), TensorType(.float64, [batch, 10])),
      (
        .image(spatialRank: 2, channels: 3, .float32),
        TensorType(.float32, [batch, 3, .symbol("height"), .symbol("width")])
      ),
      (
        .image(spatialRank: 1, channels: nil, nil),
        TensorType(.float32, [batch, .symbol("channels"), .symbol("length")])
      ),
      (
        .sequence(features: 4, .float32, .featuresBatchTime),
        TensorType(.float32, [.symbol("time"), batch, 4])
      ),
      (
        .sequence(features: 4, .float32, .featuresTimeBatch),
        TensorType(.float32, [batch, .symbol("time"), 4])
      ),
      (.tokens(vocabulary: 9), TensorType(.int64, [batch, .symbol("time")])),
    ]
    for (expectation, type) in cases {
      #expect(try inputs(expectation) == [NamedType(name: "x", type: type)])
    }
  }

  @Test func `what nothing determines is asked for`() {
    let code = try? #require(
      #expect(throws: Diagnostic.self) { try inputs(.unknown) }
    ).code
    #expect(code == .inputShapeNeeded)
  }

  @Test func `a given shape wins, its type and its name with it`() throws {
    let given = try inputs(.features(10, .float32), "picture:f16[4,10]")
    #expect(given == [NamedType(name: "picture", type: TensorType(.float16, [4, 10]))])
  }

  @Test func `several inputs are x1, x2 and are given by name or in order`() throws {
    let two = FluxInputExpectation.tuple([.features(2, .float32), .features(3, .float32)])
    #expect(try inputs(two).map(\.name) == ["x1", "x2"])
    #expect(try inputs(two, "x2:7,3")[1].type.shape == [7, 3])
    #expect(try inputs(two, "7,2", "7,3").map(\.type.shape) == [[7, 2], [7, 3]])
    let code = try? #require(
      #expect(throws: Diagnostic.self) { try inputs(two, "z:7,3") }
    ).code
    #expect(code == .fluxInputMismatch)
  }
}
