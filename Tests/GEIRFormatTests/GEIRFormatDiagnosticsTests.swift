import Diagnostics
import GEIRFormat
import Testing

@Suite struct GEIRFormatDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = GEIRFormatDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
