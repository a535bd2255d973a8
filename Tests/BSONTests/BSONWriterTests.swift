import BSON
import ByteIO
import Diagnostics
import TestSupport
import Testing

@Suite struct BSONWriterTests {
  private func bytes(_ members: [BSONContent.Member]) throws -> [UInt8] {
    let writer = try BSONWriter(members)
    var sink = MemorySink()
    try writer.write(to: &sink) { (index, sink: inout MemorySink) throws(Diagnostic) in
      try sink.write([UInt8](repeating: UInt8(index), count: 3))
    }
    #expect(sink.bytes.count == writer.byteCount)
    return sink.bytes
  }

  @Test func `every kind of value has the bytes of the grammar`() throws {
    let written = try bytes([
      .init("d", .double(1.5)), .init("s", .string("é")), .init("e", .document([])),
      .init("a", .array([.int32(7), .null])), .init("b", .binary([1, 2])),
      .init("p", .payload(byteCount: 3, index: 9)), .init("t", .boolean(true)),
      .init("n", .null), .init("i", .int64(-1)), .init("π", .boolean(false)),
    ])
    let expected: BSONSample = [
      "d": 1.5, "s": "é", "e": [:], "a": [.int32(7), nil], "b": .binary([1, 2]),
      "p": .binary([9, 9, 9]), "t": true, "n": nil, "i": -1, "π": false,
    ]
    #expect(written == expected.bytes)
  }

  @Test func `an empty document has five bytes`() throws {
    #expect(try bytes([]) == [5, 0, 0, 0, 0])
  }

  @Test func `a document of 2 GiB is refused before a byte is written`() throws {
    let half = BSONContent.payload(byteCount: 1 << 30, index: 0)
    let error = thrownDiagnostic { try BSONWriter([.init("a", half), .init("b", half)]) }
    #expect(error?.code.name == "bson.too-large")
    #expect(throws: Never.self) { try BSONWriter([.init("a", half)]) }
    let most = BSONContent.payload(byteCount: .max, index: 0)
    let overflowing = thrownDiagnostic { try BSONWriter([.init("a", most), .init("b", most)]) }
    #expect(overflowing?.code.name == "bson.too-large")
  }

  @Test func `documents that no reader follows and names with zero bytes are refused`() throws {
    var content = BSONContent.null
    for _ in 0..<600 { content = .array([content]) }
    #expect(
      thrownDiagnostic { try BSONWriter([.init("a", content)]) }?.code.name == "bson.too-large")
    #expect(thrownDiagnostic { try BSONWriter([.init("a\0b", .null)]) }?.code.name == "bson.name")
  }

  @Test func `what is written is read`() throws {
    let folder = try TemporaryFolder()
    let written = try bytes([
      .init("list", .array([.string("a"), .document([.init("x", .int64(3))])]))
    ])
    let document = try BSONReader.read(folder.sourceFile(written))
    #expect(document["list"]?.array?.elements.count == 2)
    #expect(document.trailingByteCount == 0)
  }
}
