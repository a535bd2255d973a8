import ByteIO
import Pickle
import Testing

@Suite struct PickleWriterTests {
  private func bytes(_ body: (inout PickleWriter) -> Void) -> [UInt8] {
    var writer = PickleWriter()
    body(&writer)
    return writer.finished()
  }

  @Test(
    arguments: [
      (0, [0x4B, 0]), (255, [0x4B, 255]), (256, [0x4D, 0, 1]), (65536, [0x4A, 0, 0, 1, 0]),
      (-1, [0x4A, 255, 255, 255, 255]), (1 << 31, [0x8A, 5, 0, 0, 0, 128, 0]),
      (-(1 << 31) - 1, [0x8A, 5, 255, 255, 255, 127, 255]),
    ] as [(Int, [UInt8])])
  func `integers are as short as Python writes them`(value: Int, expected: [UInt8]) {
    #expect(bytes { $0.write(value) } == [0x80, 2] + expected + [0x2E])
  }

  @Test func `what was written before is referred to`() {
    let written = bytes { writer in
      writer.writeTuple(count: 3) { writer in
        writer.writeGlobal("m", "f")
        writer.writeShared("x")
        writer.writeShared("x")
      }
    }
    let expected: [UInt8] =
      [0x80, 2, 0x63] + Array("m\nf\n".utf8) + [0x71, 0, 0x58, 1, 0, 0, 0, 0x78, 0x71, 1]
      + [0x68, 1, 0x87, 0x71, 2, 0x2E]
    #expect(written == expected)
  }

  @Test func `items are added a thousand at a time`() {
    #expect(PickleWriter.batches(of: 0) == [])
    #expect(PickleWriter.batches(of: 2001) == [0..<1000, 1000..<2000, 2000..<2001])
    let written = bytes { writer in
      writer.writeDictionary(count: 1001) { writer, index in
        writer.write(index)
        writer.writeNone()
      }
    }
    #expect(written.count(where: { $0 == 0x75 }) >= 1)
    // The last entry is added alone.
    #expect(written.suffix(6) == [0x4D, 0xE8, 0x03, 0x4E, 0x73, 0x2E])
  }
}
