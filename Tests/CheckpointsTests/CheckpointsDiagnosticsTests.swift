import Diagnostics
import Checkpoints
import Testing

@Suite struct CheckpointsDiagnosticsTests {
  @Test func `every code is listed once`() {
    let names = CheckpointsDiagnostics.codes.map(\.name)
    #expect(Set(names).count == names.count)
  }
}
