import ByteIO
import Foundation
import TestSupport
import Testing

struct UnfinishedOutputTests {
  @Test func `a signal removes an unfinished output and ends the process by that signal`()
    async throws
  {
    let folder = try TemporaryFolder()
    await #expect(processExitsWith: .signal(SIGTERM)) { [path = folder.path as String] in
      // Whoever runs the tests may have blocked the signal.
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGTERM)
      pthread_sigmask(SIG_UNBLOCK, &signals, nil)
      removeUnfinishedOutputsOnSignals()
      var kept = try OutputFile(replacing: path + "/kept")
      try kept.write([1])
      try kept.commit()
      var output = try OutputFile(replacing: path + "/out")
      try output.write([1])
      raise(SIGTERM)
      try output.commit()
    }
    #expect(folder.names == ["kept"])
  }
}
