import ByteIO
import TestSupport
import Testing

@Suite struct CRC32Tests {
  @Test func `the checksum is the one of zip and gzip`() {
    #expect(CRC32().value == 0)
    #expect(CRC32(Array("123456789".utf8)).value == 0xCBF4_3926)
  }

  @Test func `pieces give what the whole gives`() throws {
    var generator = SeededGenerator(seed: 1)
    let bytes = (0..<700_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    var pieces = CRC32()
    pieces.update(Array(bytes[..<1000]))
    pieces.update([])
    pieces.update(Array(bytes[1000...]))
    #expect(pieces == CRC32(bytes))
    let folder = try TemporaryFolder()
    #expect(try folder.sourceFile(bytes).wholeRange.crc32() == pieces.value)
  }
}
