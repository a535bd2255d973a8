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

  @Test func `the next output removes what a killed run left, and nothing that is being written`()
    async throws
  {
    let folder = try TemporaryFolder()
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in
      var output = try OutputFile(replacing: path + "/out")
      try output.write([1])
      try output.flush()
      kill(getpid(), SIGKILL)
      try output.commit()
    }
    #expect(folder.names.count == 1)
    await #expect(processExitsWith: .success) { [path = folder.path as String] in
      let first = try OutputFile(replacing: path + "/first")
      // Another way to the folder, which was not tidied yet.
      let second = try OutputFile(replacing: path + "/./second")
      #expect(access(first.temporaryPath, F_OK) == 0)
      #expect(access(second.temporaryPath, F_OK) == 0)
    }
    #expect(folder.names.isEmpty)
  }
}
