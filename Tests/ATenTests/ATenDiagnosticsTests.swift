import Diagnostics
import ATen
import Testing

@Suite struct ATenDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = ATenDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
