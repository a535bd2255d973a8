import Diagnostics
import MindSporeFormat
import Testing

@Suite struct MindSporeFormatDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = MindSporeFormatDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
