import Architectures
import Diagnostics
import Testing

@Suite struct ArchitecturesDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = ArchitecturesDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
