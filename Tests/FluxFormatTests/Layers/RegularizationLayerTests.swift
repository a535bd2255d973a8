import Diagnostics
@testable import FluxFormat
import ModelIR
import TestSupport
import Testing

@Suite struct RegularizationLayerTests {
  private static let colon = BSONSample.structure(.type("Base", "Colon"))
  private static let generator = BSONSample.structure(.type("Random", "TaskLocalRNG"))

  @Test(arguments: ["dropout_04", "dropout_middle_eras", "dropout_013"])
  func `dropout leaves no node`(sample: String) throws {
    let names = try FluxSample(sample).graph().operatorNames
    #expect(names.allSatisfy { ["Linear", "Relu", "Identity"].contains($0) })
  }

  @Test func `the second of two fields tells the release`() throws {
    let old = try HandmadeLayer("Dropout", 0.5, true)
    #expect(old.layer?.era.text == "0.8.3 or earlier")
    let middle = try HandmadeLayer("Dropout", 0.5, Self.colon)
    #expect(middle.layer?.era.text == "0.10.0 to 0.10.1")
    let three = try HandmadeLayer("Dropout", 0.5, Self.colon, nil)
    #expect(three.layer?.era.text == "0.9 to 0.12.10")
    let four = try HandmadeLayer("Dropout", 0.5, Self.colon, nil, Self.generator)
    #expect(four.layer?.era.text == "0.13 or later")
    let alpha = try HandmadeLayer("AlphaDropout", 0.1)
    #expect(alpha.layer?.era.text == "0.10.0 to 0.10.1")
  }

  @Test func `dropout prints as in Flux`() throws {
    let plain = try HandmadeLayer("Dropout", .float32(0.3), Self.colon, nil, Self.generator)
    #expect(plain.layer?.text == "Dropout(0.3)")
    let forced = try HandmadeLayer("Dropout", 0.5, 3, true, Self.generator)
    #expect(forced.layer?.text == "Dropout(0.5, dims=3, active=true)")
    let slices = try HandmadeLayer("Dropout", 0.5, .sizes(1, 2), nil, Self.generator)
    #expect(slices.layer?.text == "Dropout(0.5, dims=(1, 2))")
    let alpha = try HandmadeLayer("AlphaDropout", 0.1, false, Self.generator)
    #expect(alpha.layer?.text == "AlphaDropout(0.1, active=false)")
  }

  @Test func `only a mode that was forced is warned of`() throws {
    let old = try HandmadeLayer("Dropout", 0.5, true)
    _ = try old.graph("x:batch,4")
    #expect(old.codes.isEmpty)
    let either = try HandmadeLayer("Dropout", 0.5, Self.colon, true)
    _ = try either.graph("x:batch,4")
    #expect(either.diagnostics.diagnostics.map(\.severity) == [.note])
    let forced = try HandmadeLayer("Dropout", 0.5, Self.colon, true, Self.generator)
    _ = try forced.graph("x:batch,4")
    #expect(forced.diagnostics.diagnostics.map(\.severity) == [.warning])
    #expect(forced.codes == [.fluxTrainingMode])
  }

  @Test func `other fields are refused`() throws {
    #expect(try HandmadeLayer("Dropout", 0.5).refusal == .fluxMalformedLayer)
    #expect(try HandmadeLayer("Dropout", "0.5", true).refusal == .fluxMalformedLayer)
    #expect(try HandmadeLayer("AlphaDropout").refusal == .fluxMalformedLayer)
  }
}
