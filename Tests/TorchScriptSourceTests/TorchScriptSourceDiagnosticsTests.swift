import Diagnostics
import Testing
import TorchScriptSource

@Suite struct TorchScriptSourceDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = TorchScriptSourceDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
