import Diagnostics
import PyTorchFormat
import Testing

@Suite struct PyTorchFormatDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = PyTorchFormatDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
