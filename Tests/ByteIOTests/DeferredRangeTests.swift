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

  @Test func `a checksum is made of what is written, or before a part is`() throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 * 31 >> 3) }
    let file = try folder.sourceFile(bytes)
    for part in [0..<700_000, 5..<9] {
      let checks = Mutex<[UInt32]>([])
      let deferred = DeferredRange.checked(byteCount: bytes.count) {
        DeferredRange.Place(file.wholeRange) { sum in checks.withLock { $0.append(sum) } }
      }
      var sink = MemorySink()
      try deferred.write(part, to: &sink)
      try deferred.write(0..<3, to: &sink)
      #expect(sink.bytes == Array(bytes[part]) + bytes.prefix(3))
      #expect(try deferred.range() == file.wholeRange)
      #expect(checks.withLock { $0 } == [CRC32(bytes).value])
    }
  }

  @Test(arguments: [0..<100, 1..<4])
  func `a wrong checksum is an error each time, however the bytes are asked for`(
    part: Range<Int>
  ) throws {
    let folder = try TemporaryFolder()
    let file = try folder.sourceFile([UInt8](repeating: 7, count: 100))
    let deferred = DeferredRange.checked(byteCount: 100) {
      DeferredRange.Place(file.wholeRange) { (_) throws(Diagnostic) in
        throw Diagnostic(.fileTruncated, "wrong")
      }
    }
    for _ in 0..<2 {
      let written = thrownDiagnostic {
        var sink = MemorySink()
        try deferred.write(part, to: &sink)
      }
      #expect(written?.message == "wrong")
      #expect(thrownDiagnostic { try deferred.range() }?.message == "wrong")
    }
  }
}
