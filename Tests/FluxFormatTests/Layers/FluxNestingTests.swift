import Diagnostics
import TestSupport
import Testing

@testable import FluxFormat

@Suite struct FluxNestingTests {
  @Test func `layers in layers are counted together`() throws {
    let nesting = FluxNesting()
    let inner = nesting.inner
    for number in 1...20_000 { try (number % 2 == 0 ? nesting : inner).admit(at: "model") }
    let diagnostic = thrownDiagnostic { try inner.inner.admit(at: "model.layers[1]") }
    #expect(diagnostic?.code == .fluxValueOverLimit)
    #expect(diagnostic?.location.path == "model.layers[1]")
    try FluxNesting().admit(at: "another model")
  }

  @Test func `nothing inside of the deepest module is read`() throws {
    try FluxNesting.deepest.admit(at: "model")
    let diagnostic = thrownDiagnostic { try FluxNesting.deepest.inner.admit(at: "model") }
    #expect(diagnostic?.code == .fluxValueOverLimit)
  }
}
