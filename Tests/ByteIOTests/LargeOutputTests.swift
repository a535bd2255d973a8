import ByteIO
import Diagnostics
import Foundation
import TestSupport
import Testing

/// Files that a thread of their own writes past the page cache, from a size on.
struct LargeOutputTests {
  private let folder: TemporaryFolder
  private let bytes: [UInt8]
  private let source: SourceFile

  private static let threshold = 32 << 20

  init() throws {
    folder = try TemporaryFolder()
    var generator = SeededGenerator(seed: 21)
    // A length that fits no page, so that no two pages are the same.
    let block = (0..<65_521).map { _ in UInt8.random(in: 0...255, using: &generator) }
    var bytes: [UInt8] = []
    for _ in 0..<183 { bytes += block }
    self.bytes = bytes
    source = try folder.sourceFile(bytes)
  }

  @Test func `pieces of every kind arrive in order, with a flush between them`() throws {
    var output = try OutputFile(replacing: folder.path(of: "out"))
    var memory = MemorySink(capacity: 5 * bytes.count)
    func add(_ round: Int, to output: inout OutputFile, _ memory: inout MemorySink) throws {
      let part = FileRange(
        file: source, byteOffset: round * 1001, byteCount: bytes.count - round * 2003)
      try output.write([UInt8(round)])
      try memory.write([UInt8(round)])
      var checksum = CRC32()
      switch round % 3 {
      case 0:
        try output.copy(part, addingTo: &checksum)
        #expect(checksum == CRC32(try part.bytes()))
      case 1: try output.copy(part)
      default: try output.write(try part.bytes())
      }
      try memory.copy(part)
    }
    for round in 0..<4 { try add(round, to: &output, &memory) }
    #expect(output.position > Self.threshold)
    try output.flush()
    #expect(try SourceFile(path: output.temporaryPath).wholeRange.crc32() == memory.checksum)
    for round in 4..<7 { try add(round, to: &output, &memory) }
    #expect(output.position == memory.position)
    try output.commit()
    #expect(folder.names == ["input", "out"])
    #expect(try folder.bytes(of: "out") == memory.bytes)
  }

  @Test(arguments: [-4097, -4096, -1, 0, 1, 4095, 4096])
  func `a file around the size arrives whole`(difference: Int) throws {
    var output = try OutputFile(replacing: folder.path(of: "out"))
    var memory = MemorySink()
    let byteCount = Self.threshold + difference
    while output.position < byteCount {
      let part = FileRange(
        file: source, byteOffset: 0, byteCount: min(bytes.count, byteCount - output.position))
      try output.copy(part)
      try memory.copy(part)
    }
    try output.commit()
    let written = try SourceFile(path: folder.path(of: "out"))
    #expect(written.byteCount == byteCount)
    #expect(try written.wholeRange.crc32() == memory.checksum)
  }

  @Test func `a large output that is dropped leaves nothing`() throws {
    do {
      var output = try OutputFile(replacing: folder.path(of: "out"))
      for _ in 0..<4 { try output.copy(source.wholeRange) }
    }
    #expect(folder.names == ["input"])
  }

  @Test func `a source that is shorter than it was stops a large output`() throws {
    var output = try OutputFile(replacing: folder.path(of: "out"))
    for _ in 0..<3 { try output.copy(source.wholeRange) }
    let handle = try #require(FileHandle(forWritingAtPath: folder.path(of: "input")))
    try handle.truncate(atOffset: 1_000_000)
    let error = #expect(throws: Diagnostic.self) { try output.copy(source.wholeRange) }
    #expect(error?.code == .fileChanged)
  }
}

extension MemorySink {
  fileprivate var checksum: UInt32 { CRC32(bytes).value }
}
