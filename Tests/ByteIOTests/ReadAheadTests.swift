import ByteIO
import Diagnostics
import Foundation
import TestSupport
import Testing

struct ReadAheadTests {
  @Test(arguments: [0, 1, 300_000, 8 << 20, (8 << 20) + 1, 9_437_184, 12_345_678])
  func `the blocks are the bytes in order`(byteCount: Int) throws {
    let folder = try TemporaryFolder()
    let block = (0..<65_521).map { UInt8(truncatingIfNeeded: $0 * 41 >> 2) }
    var bytes: [UInt8] = []
    while bytes.count < byteCount { bytes += block }
    bytes.removeLast(bytes.count - byteCount)
    let file = try folder.sourceFile([9] + bytes)
    var found: [UInt8] = []
    try FileRange(file: file, byteOffset: 1, byteCount: byteCount).forEachBlock { found += $0 }
    #expect(found == bytes)
  }

  @Test func `a file that has become shorter is an error after the blocks that it has`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.sourceFile([UInt8](repeating: 3, count: 20 << 20))
    let handle = try #require(FileHandle(forWritingAtPath: file.path))
    try handle.truncate(atOffset: 5 << 20)
    var byteCount = 0
    let error = #expect(throws: Diagnostic.self) {
      try file.wholeRange.forEachBlock { byteCount += $0.count }
    }
    #expect(error?.code == .fileChanged)
    #expect(byteCount == 5 << 20)
  }
}
