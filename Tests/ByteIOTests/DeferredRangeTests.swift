import ByteIO
import Diagnostics
import Synchronization
import TestSupport
import Testing

@Suite struct DeferredRangeTests {
  @Test func `the place is looked for once`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.sourceFile([1, 2, 3])
    let calls = Mutex(0)
    let deferred = DeferredRange(byteCount: 3) {
      calls.withLock { $0 += 1 }
      return file.wholeRange
    }
    #expect(calls.withLock { $0 } == 0)
    for _ in 0..<3 { #expect(try deferred.range() == file.wholeRange) }
    #expect(calls.withLock { $0 } == 1)
    #expect(try DeferredRange(file.wholeRange).range() == file.wholeRange)
  }

  @Test func `a place of another size is refused`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.sourceFile([1, 2, 3])
    let deferred = DeferredRange(byteCount: 4) { file.wholeRange }
    let diagnostic = thrownDiagnostic { try deferred.range() }
    #expect(diagnostic?.code == .fileSizeMismatch)
    #expect(diagnostic?.location.byteRange == 0..<3)
  }

  @Test func `what is thrown is thrown again`() throws {
    let calls = Mutex(0)
    let deferred = DeferredRange(byteCount: 4) {
      calls.withLock { $0 += 1 }
      throw Diagnostic(.fileTruncated, "once")
    }
    for _ in 0..<2 {
      #expect(thrownDiagnostic { try deferred.range() }?.message == "once")
    }
    #expect(calls.withLock { $0 } == 1)
  }

  @Test func `two are equal only if they are one`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.sourceFile([1, 2, 3])
    let one = DeferredRange(file.wholeRange)
    #expect(one == one)
    #expect(one != DeferredRange(file.wholeRange))
    #expect(Set([one, one, DeferredRange(file.wholeRange)]).count == 2)
  }
}
