import Diagnostics
import Pickle
import Testing

@Suite struct PickleDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = PickleDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
