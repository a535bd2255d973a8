import Diagnostics
import YAMLText
import Testing

@Suite struct YAMLTextDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = YAMLTextDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
