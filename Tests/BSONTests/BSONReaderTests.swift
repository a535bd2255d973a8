import BSON
import ByteIO
import Diagnostics
import TestSupport
import Testing

struct BSONReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ bytes: [UInt8], limits: BSONLimits = BSONLimits()) throws -> BSONDocument {
    try BSONReader.read(try folder.sourceFile(bytes), limits: limits)
  }

  private func code(_ bytes: [UInt8]) -> DiagnosticCode? {
    thrownDiagnostic { try read(bytes) }?.code
  }

  @Test func `every element type that BSON jl writes is read`() throws {
    let document = try read(
      BSONSample.document([
        ("double", 1.5), ("string", "häuser"), ("document", ["inner": 1]), ("array", [1, "two"]),
        ("binary", .binary([1, 2, 3])), ("yes", true), ("null", nil), ("int32", .int32(-7)),
        ("int64", .int64(.min)),
      ]).bytes)
    #expect(document.elements.count == 9)
    guard case .double(1.5)? = document["double"] else {
      Issue.record("no double")
      return
    }
    #expect(document["string"]?.string == "häuser")
    #expect(document["document"]?.document?["inner"]?.integer == 1)
    #expect(
      document["array"]?.array?.elements.map(\.value.kindDescription) == ["an integer", "a string"])
    #expect(try document["binary"]?.binary?.range.bytes() == [1, 2, 3])
    #expect(document["int32"]?.integer == -7)
    #expect(document["int64"]?.integer == .min)
    #expect(document["absent"] == nil)
  }

  @Test func `each element knows where it begins`() throws {
    let document = try read(BSONSample.document([("a", 1), ("b", ["c": true])]).bytes)
    #expect(document.element("a")?.byteOffset == 4)
    #expect(document.element("b")?.byteOffset == 15)
    #expect(document["b"]?.document?.element("c")?.byteOffset == 22)
    #expect(document.byteRange == 0..<28)
  }

  @Test func `bytes behind the root are counted and not read`() throws {
    let document = try read(BSONSample.document([("a", 1)]).bytes + [1, 2, 3])
    #expect(document.trailingByteCount == 3)
  }

  @Test func `a name that occurs twice is refused`() {
    let sample = BSONSample.document([("a", 1), ("b", 2), ("a", 3)])
    #expect(code(sample.bytes) == .bsonDuplicateKey)
    let many = (0..<50).map { ("key\($0)", BSONSample.null) } + [("key30", .null)]
    #expect(code(BSONSample.document(many).bytes) == .bsonDuplicateKey)
  }

  @Test func `names that differ only in Unicode form are two names`() throws {
    let composed = "\u{E9}"
    let decomposed = "e\u{301}"
    let document = try read(BSONSample.document([(composed, 1), (decomposed, 2)]).bytes)
    #expect(document[composed]?.integer == 1)
    #expect(document[decomposed]?.integer == 2)
  }

  @Test func `names in arrays are ignored`() throws {
    var bytes = BSONSample.document([("a", [1, 2])]).bytes
    for index in bytes.indices where bytes[index] == UInt8(ascii: "1") {
      bytes[index] = UInt8(ascii: "0")
    }
    #expect(try read(bytes)["a"]?.array?.elements.map(\.value.integer) == [1, 2])
  }

  @Test(arguments: [
    (UInt8(0x06), "undefined"), (0x07, "ObjectId"), (0x0B, "regular expression"), (0x13, "decimal"),
    (0x7F, "maximum key"), (0xFF, "minimum key"), (0x42, "unknown"),
  ])
  func `a type that BSON jl never writes is refused by its name`(byte: UInt8, name: String) {
    var bytes = BSONSample.document([("x", 1)]).bytes
    bytes[4] = byte
    let diagnostic = thrownDiagnostic { try read(bytes) }
    #expect(diagnostic?.code == .bsonUnsupportedType)
    #expect(diagnostic?.message.contains(name) == true)
    #expect(diagnostic?.location.byteRange?.lowerBound == 4)
  }

  @Test(arguments: [Int32.min, -1, 0, 4, 15, 17, 1000, .max])
  func `a root whose length is not what is parsed is refused`(length: Int32) {
    var bytes = BSONSample.document([("a", 1)]).bytes
    #expect(bytes.count == 16)
    var lie: [UInt8] = []
    lie.appendLittleEndian(length)
    bytes.replaceSubrange(0..<4, with: lie)
    #expect(code(bytes) != nil)
    #expect(code(bytes + [0, 0, 0]) != nil)
  }

  @Test func `an inner document longer than the outer one is refused`() {
    var bytes = BSONSample.document([("a", ["b": 1]), ("c", 1)]).bytes
    bytes[7] += 1
    #expect(code(bytes) == .bsonMalformed)
    bytes[7] = 200
    #expect(code(bytes) == .fileTruncated)
  }

  @Test func `a string without its zero byte is refused`() {
    var bytes = BSONSample.document([("a", "text")]).bytes
    bytes[bytes.count - 2] = 65
    #expect(code(bytes) == .bsonMalformed)
  }

  @Test(arguments: [Int32.min, -1, 0, 7, 1000])
  func `a string whose length lies is refused`(length: Int32) {
    var bytes = BSONSample.document([("a", "text")]).bytes
    var lie: [UInt8] = []
    lie.appendLittleEndian(length)
    bytes.replaceSubrange(7..<11, with: lie)
    #expect(code(bytes) == .bsonMalformed)
  }

  @Test(arguments: [Int32.min, -1, 4, 1000])
  func `a binary whose length lies is refused`(length: Int32) {
    var bytes = BSONSample.document([("a", .binary([1, 2, 3]))]).bytes
    var lie: [UInt8] = []
    lie.appendLittleEndian(length)
    bytes.replaceSubrange(7..<11, with: lie)
    #expect(code(bytes) == .bsonMalformed)
  }

  @Test func `a string keeps zero bytes inside and repairs invalid UTF-8`() throws {
    var bytes = BSONSample.document([("a", "abc"), ("b", "a\0b")]).bytes
    bytes[12] = 0xFF
    let document = try read(bytes)
    #expect(document["a"]?.string == "a\u{FFFD}c")
    #expect(document["b"]?.string == "a\0b")
  }

  @Test func `nesting up to the limit is read and beyond it refused`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      var sample = BSONSample.document([])
      for _ in 1..<depth { sample = .document([("a", sample)]) }
      return sample.bytes
    }
    _ = try read(nested(512))
    #expect(code(nested(513)) == .bsonOverLimit)
  }

  @Test func `more values than the limit are refused`() {
    var limits = BSONLimits()
    limits.elementCount = 3
    let bytes = BSONSample.document([("a", [1, 2, 3])]).bytes
    #expect(thrownDiagnostic { try read(bytes, limits: limits) }?.code == .bsonOverLimit)
  }

  @Test func `a small file cannot hold very many values`() {
    var inside: [UInt8] = []
    for _ in 0..<100_000 { inside += [0x0A, 0] }
    var array: [UInt8] = []
    array.appendLittleEndian(Int32(inside.count + 5))
    array += inside + [0]
    var bytes: [UInt8] = []
    bytes.appendLittleEndian(Int32(array.count + 8))
    bytes += [0x04, UInt8(ascii: "a"), 0] + array + [0]
    #expect(code(bytes) == .bsonOverLimit)
  }

  @Test func `an empty file is truncated`() {
    #expect(code([]) == .fileTruncated)
  }
}
