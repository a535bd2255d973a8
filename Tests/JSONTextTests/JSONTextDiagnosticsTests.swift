import Diagnostics
import JSONText
import Testing

@Suite struct JSONTextDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = JSONTextDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
