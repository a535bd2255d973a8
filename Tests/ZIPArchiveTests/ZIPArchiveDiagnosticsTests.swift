import Diagnostics
import ZIPArchive
import Testing

@Suite struct ZIPArchiveDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = ZIPArchiveDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
