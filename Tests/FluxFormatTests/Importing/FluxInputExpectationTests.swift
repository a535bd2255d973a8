import ModelIR
import Testing

@testable import FluxFormat

@Suite struct FluxInputExpectationTests {
  @Test func `layers that take anything leave it to the next`() {
    #expect(
      FluxInputExpectation.chained([.anything, .features(3, .float32)])
        == .features(3, .float32))
  }

  @Test func `channels before pictures say how many there are`() {
    #expect(
      FluxInputExpectation.chained([
        .channels(8, .float32), .image(spatialRank: 2, channels: nil, nil),
      ]) == .image(spatialRank: 2, channels: 8, .float32))
  }

  @Test func `a pool takes the channels of the convolution behind it`() {
    #expect(
      FluxInputExpectation.chained([
        .image(spatialRank: 2, channels: nil, nil),
        .image(spatialRank: 2, channels: 5, .float32),
      ]) == .image(spatialRank: 2, channels: 5, .float32))
  }

  @Test func `a flatten before a dense layer takes its features`() {
    #expect(
      FluxInputExpectation.chained([.flattened, .features(784, .float32)])
        == .features(784, .float32))
  }

  @Test func `a closure that is not understood leaves the input open`() {
    #expect(FluxInputExpectation.chained([.unknown, .features(3, .float32)]) == .unknown)
  }
}
