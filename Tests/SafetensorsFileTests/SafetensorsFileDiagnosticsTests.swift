import Diagnostics
import SafetensorsFile
import Testing

@Suite struct SafetensorsFileDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = SafetensorsFileDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
