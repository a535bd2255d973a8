import ByteIO
import Diagnostics
import TestSupport
import Testing

@Suite struct DecompressionTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: Compression.allCases)
  func `a compressed file gives what it was made from`(compression: Compression) throws {
    let bytes = CompressedSamples.bytes(compression)
    #expect(Compression(prefix: bytes.prefix(16)) == compression)
    let file = try folder.sourceFile(bytes)
    let result = try file.decompressed(compression, displayPath: "shown")
    #expect(result.path == "shown")
    #expect(try result.wholeRange.bytes() == CompressedSamples.text)
    #expect(folder.names == ["input"])
  }

  @Test(arguments: Compression.allCases)
  func `parts after one another give their contents after one another`(
    compression: Compression
  ) throws {
    let bytes = CompressedSamples.bytes(compression)
    let file = try folder.sourceFile(bytes + bytes + bytes)
    let result = try file.decompressed(compression)
    #expect(
      try result.wholeRange.bytes()
        == CompressedSamples.text + CompressedSamples.text + CompressedSamples.text)
  }

  @Test(arguments: Compression.allCases)
  func `every truncated file is refused at its end`(compression: Compression) throws {
    let bytes = CompressedSamples.bytes(compression)
    for count in 1..<bytes.count {
      let file = try folder.sourceFile(Array(bytes.prefix(count)))
      let diagnostic = thrownDiagnostic { try file.decompressed(compression) }
      #expect(diagnostic?.code == .compressedDataCorrupt)
      #expect(diagnostic?.location.byteRange == count..<count)
      #expect(diagnostic?.message.contains("truncated") == true)
    }
  }

  @Test(arguments: Compression.allCases)
  func `bytes behind the data are refused with their offset`(compression: Compression) throws {
    let bytes = CompressedSamples.bytes(compression)
    let file = try folder.sourceFile(bytes + Array("and something else".utf8))
    let diagnostic = thrownDiagnostic { try file.decompressed(compression) }
    #expect(diagnostic?.code == .compressedDataCorrupt)
    let offset = try #require(diagnostic?.location.byteRange?.lowerBound)
    #expect((bytes.count...bytes.count + 18).contains(offset))
  }

  @Test func `zeros behind gzip data are padding`() throws {
    let padded = CompressedSamples.gzip + [UInt8](repeating: 0, count: 1000)
    let result = try folder.sourceFile(padded).decompressed(.gzip)
    #expect(result.byteCount == CompressedSamples.text.count)
    let junk = try folder.sourceFile(padded + [1])
    let diagnostic = thrownDiagnostic { try junk.decompressed(.gzip) }
    #expect(diagnostic?.location.byteRange?.lowerBound == padded.count)
  }

  @Test(arguments: Compression.allCases)
  func `no flipped bit passes for the data`(compression: Compression) throws {
    let bytes = CompressedSamples.bytes(compression)
    for index in bytes.indices {
      var flipped = bytes
      flipped[index] ^= 0x10
      let file = try folder.sourceFile(flipped)
      guard let result = try? file.decompressed(compression) else { continue }
      // What no checksum covers: gzip's names and times, the bits behind bzip2's end.
      #expect(try result.wholeRange.bytes() == CompressedSamples.text)
    }
  }

  @Test func `a wrong checksum is said to be one`() throws {
    var bytes = CompressedSamples.gzip
    bytes[bytes.count - 5] ^= 1
    let file = try folder.sourceFile(bytes)
    let diagnostic = thrownDiagnostic { try file.decompressed(.gzip) }
    #expect(diagnostic?.message.contains("checksum") == true)
  }

  @Test(arguments: Compression.allCases)
  func `more than the limit is refused`(compression: Compression) throws {
    let file = try folder.sourceFile(CompressedSamples.bytes(compression))
    let size = CompressedSamples.text.count
    #expect(try file.decompressed(compression, limit: size).byteCount == size)
    let diagnostic = thrownDiagnostic { try file.decompressed(compression, limit: size - 1) }
    #expect(diagnostic?.code == .decompressedTooLarge)
  }

  @Test func `a dictionary beyond the memory limit is refused`() throws {
    let file = try folder.sourceFile(CompressedSamples.xzWithLargeDictionary)
    let diagnostic = thrownDiagnostic { try file.decompressed(.xz) }
    #expect(diagnostic?.code == .compressedDataUnsupported)
  }

  @Test func `nothing else passes for compressed data`() throws {
    #expect(Compression(prefix: Array("BZh9 is how this text begins".utf8)) == nil)
    #expect(Compression(prefix: [0x1F, 0x8B]) == nil)
    #expect(Compression(prefix: []) == nil)
    let file = try folder.sourceFile(Array("some text".utf8))
    for compression in Compression.allCases {
      #expect(
        thrownDiagnostic { try file.decompressed(compression) }?.code == .compressedDataCorrupt)
    }
  }

  @Test func `large data takes several blocks`() throws {
    var generator = SeededGenerator(seed: 3)
    var data: [UInt8] = []
    var deflated: [UInt8] = []
    for index in 0..<12 {
      let part = (0..<60_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
      data += part
      deflated += CompressedSamples.storedBlock(part, isLast: index == 11)
    }
    let file = try folder.sourceFile([7, 7, 7] + deflated + [7])
    let range = FileRange(file: file, byteOffset: 3, byteCount: deflated.count)
    let storage = TemporaryStorage()
    for _ in 0..<3 {
      let result = try range.inflated(
        byteCount: data.count, crc32: CRC32(data).value, into: storage, displayPath: "shown")
      #expect(try result.bytes() == data)
    }
  }

  @Test func `an inflated range has exactly its size and its checksum`() throws {
    let file = try folder.sourceFile(CompressedSamples.deflate)
    let size = CompressedSamples.text.count
    let storage = TemporaryStorage()
    func code(_ byteCount: Int, _ crc32: UInt32?) -> DiagnosticCode? {
      thrownDiagnostic {
        try file.wholeRange.inflated(
          byteCount: byteCount, crc32: crc32, into: storage, displayPath: "shown")
      }?.code
    }
    #expect(code(size, nil) == nil)
    #expect(code(size, CRC32(CompressedSamples.text).value) == nil)
    #expect(code(size, 1) == .compressedDataCorrupt)
    #expect(code(size - 1, nil) == .decompressedTooLarge)
    #expect(code(size + 1, nil) == .fileSizeMismatch)
  }

  @Test func `a changed original shows in the temporary file`() throws {
    let file = try folder.sourceFile(CompressedSamples.gzip)
    let result = try file.decompressed(.gzip)
    try result.verifyUnchanged()
    try folder.write(CompressedSamples.gzip + [0], to: "input")
    #expect(thrownDiagnostic { try result.verifyUnchanged() }?.code == .fileChanged)
    #expect(try result.wholeRange.bytes() == CompressedSamples.text)
  }
}
