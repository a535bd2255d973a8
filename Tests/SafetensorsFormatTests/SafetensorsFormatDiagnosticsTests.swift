import Diagnostics
import SafetensorsFormat
import Testing

@Suite struct SafetensorsFormatDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = SafetensorsFormatDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
