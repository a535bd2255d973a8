import Diagnostics
import ArchitectureFormats
import Testing

@Suite struct ArchitectureFormatsDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = ArchitectureFormatsDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
