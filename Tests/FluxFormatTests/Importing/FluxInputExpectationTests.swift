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

  @Test func `a later convolution says how many spatial dimensions there are`() {
    #expect(
      FluxInputExpectation.chained([
        .image(spatialRank: nil, channels: 4, nil)
      ]) == .image(spatialRank: nil, channels: 4, nil))
    #expect(
      FluxInputExpectation.chained([
        .image(spatialRank: nil, channels: nil, nil),
        .image(spatialRank: 3, channels: 4, .float32),
      ]) == .image(spatialRank: 3, channels: 4, .float32))
  }

  @Test func `channels that are flattened into more features are those of a picture`() {
    #expect(
      FluxInputExpectation.chained([.channels(2, nil), .flattened, .features(96, .float32)])
        == .image(spatialRank: nil, channels: 2, nil))
    #expect(
      FluxInputExpectation.chained([.channels(2, nil), .flattened, .features(2, .float32)])
        == .channels(2, nil))
  }

  @Test func `branches by features and by channels of one size share an input`() {
    #expect(
      FluxInputExpectation.ofBranches([.features(3, .float32), .channels(3, nil)])
        == .features(3, .float32))
  }

  @Test func `a closure that is not understood leaves the input open`() {
    #expect(FluxInputExpectation.chained([.unknown, .features(3, .float32)]) == .unknown)
  }
}
