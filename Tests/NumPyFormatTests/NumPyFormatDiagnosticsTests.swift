import Diagnostics
import NumPyFormat
import Testing

struct NumPyFormatDiagnosticsTests {
  @Test func `no two codes have the same name`() {
    let names = NumPyFormatDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
