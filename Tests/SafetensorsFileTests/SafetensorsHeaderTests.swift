import ByteIO
import Diagnostics
import JSONText
import SafetensorsFile
import TestSupport
import Testing

struct SafetensorsHeaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(_ sample: SafetensorsSample) throws -> SafetensorsHeader {
    try SafetensorsHeader.read(try folder.sourceFile(sample.bytes))
  }

  private func read(_ header: String, dataByteCount: Int = 0) throws -> SafetensorsHeader {
    try read(SafetensorsSample(header: header, data: [UInt8](repeating: 0, count: dataByteCount)))
  }

  private func code(_ header: String, dataByteCount: Int = 0) -> DiagnosticCode? {
    thrownDiagnostic { try read(header, dataByteCount: dataByteCount) }?.code
  }

  private typealias Sample = SafetensorsSample

  @Test func `tensors and metadata are read in the order of the header`() throws {
    let header =
      "{\"__metadata__\":{\"format\":\"pt\",\"b\":\"\"},"
      + "\(Sample.entry("z", "F32", "2,1", 4..<12)),\(Sample.entry("a.b", "I16", "2", 0..<4))}   "
    let read = try read(header, dataByteCount: 12)
    let start = 8 + header.utf8.count
    #expect(read.metadata.map(\.name) == ["format", "b"])
    #expect(read.metadata("format") == "pt")
    #expect(read.tensors.map(\.name) == ["z", "a.b"])
    #expect(read.tensors.map(\.elementType) == [.float32, .int16])
    #expect(read.tensors.map(\.shape) == [[2, 1], [2]])
    #expect(read.tensors.map(\.byteRange) == [start + 4..<start + 12, start..<start + 4])
    #expect(read.dataRange == start..<start + 12)
    #expect(read.unknownFields.isEmpty)
  }

  @Test(arguments: SafetensorsElementType.allCases)
  func `every element type takes its bits`(type: SafetensorsElementType) throws {
    let count = type.bitCount
    let tensors = try read(
      "{\(Sample.entry("w", type.rawValue, "2,4", 0..<count))}", dataByteCount: count
    ).tensors
    #expect(tensors.map(\.byteRange.count) == [count])
    #expect(
      code("{\(Sample.entry("w", type.rawValue, "2,5", 0..<count))}", dataByteCount: count)
        == .safetensorsOffsets)
  }

  @Test func `elements of four bits that do not fill a byte are refused`() {
    #expect(
      code("{\(Sample.entry("w", "F4", "3", 0..<2))}", dataByteCount: 2) == .safetensorsOffsets)
    #expect(
      code("{\(Sample.entry("w", "F6_E2M3", "2", 0..<2))}", dataByteCount: 2)
        == .safetensorsOffsets)
  }

  @Test func `empty files, scalars and tensors without elements are read`() throws {
    #expect(try read("{}").tensors.isEmpty)
    #expect(try read("{\"__metadata__\":{}}").metadata.isEmpty)
    let header =
      "{\(Sample.entry("e", "F32", "0,7", 0..<0)),\(Sample.entry("s", "F32", "", 0..<4)),"
      + "\(Sample.entry("f", "F32", "0", 4..<4))}"
    #expect(try read(header, dataByteCount: 4).tensors.map(\.shape) == [[0, 7], [], [0]])
  }

  @Test func `names are told apart by their bytes`() throws {
    let header =
      "{\(Sample.entry("\u{E9}", "U8", "1", 0..<1)),\(Sample.entry("e\u{301}", "U8", "1", 1..<2))}"
    #expect(try read(header, dataByteCount: 2).tensors.count == 2)
  }

  @Test(arguments: [
    ("[0,4]", 5), ("[0,3]", 4), ("[1,5]", 5), ("[4,0]", 4), ("[0,4,8]", 8), ("[4]", 4), ("[]", 4),
    ("[0,8]", 4), ("[0,9223372036854775807]", 4), ("[9223372036854775803,9223372036854775807]", 4),
  ])
  func `offsets that do not tile the data are refused`(offsets: String, dataByteCount: Int) {
    let header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":\(offsets)}}"
    #expect(code(header, dataByteCount: dataByteCount) != nil)
  }

  @Test func `holes, overlaps and bytes at the end are refused where they are`() {
    let first = Sample.entry("a", "U8", "4", 0..<4)
    func failure(_ range: Range<Int>, _ dataByteCount: Int) -> Diagnostic? {
      thrownDiagnostic {
        try read(
          "{\(first),\(Sample.entry("b", "U8", String(range.count), range))}",
          dataByteCount: dataByteCount)
      }
    }
    #expect(failure(4..<8, 8) == nil)
    #expect(failure(5..<8, 8)?.message.contains("1 bytes before") == true)
    #expect(failure(5..<8, 8)?.location.path == "b")
    #expect(failure(3..<8, 8)?.message.contains("overlaps") == true)
    #expect(failure(0..<4, 4)?.message.contains("overlaps") == true)
    #expect(failure(4..<8, 9)?.message.contains("1 more bytes") == true)
  }

  @Test(arguments: [
    "4194305,4194305,211106198978564", "9223372036854775807,2", "9223372036854775807",
    "0,9223372036854775807,9223372036854775807", "9223372036854775808", "-1", "-0", "1.0", "true",
    "\"1\"", "null", "[1]",
  ])
  func `sizes that cannot be are refused`(shape: String) {
    #expect(code("{\(Sample.entry("w", "F32", shape, 0..<4))}", dataByteCount: 4) != nil)
  }

  @Test(arguments: [
    "[]", "{\"w\":1}", "{\"w\":[]}", "{\"w\":{}}", "{\"w\":{\"dtype\":\"F32\",\"shape\":[]}}",
    "{\"w\":{\"dtype\":1,\"shape\":[],\"data_offsets\":[0,0]}}",
    "{\"w\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,0]}}",
    "{\"__metadata__\":[]}", "{\"__metadata__\":{\"a\":1}}", "{\"__metadata__\":{\"a\":{}}}",
    "{\"__metadata__\":null}", " {}", "\u{FEFF}{}",
  ])
  func `a header of another shape is refused`(header: String) {
    #expect(code(header) == .safetensorsMalformed)
  }

  @Test func `an unknown element type is refused with the tensor's name`() {
    let diagnostic = thrownDiagnostic {
      try read("{\(Sample.entry("w", "F31", "1", 0..<4))}", dataByteCount: 4)
    }
    #expect(diagnostic?.code == .safetensorsUnknownElementType)
    #expect(diagnostic?.location.path == "w")
  }

  @Test(arguments: [
    "{\"__metadata__\":{},\"__metadata__\":{}}", "{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}",
    "{\(SafetensorsSample.entry("w", "U8", "0", 0..<0)),"
      + "\(SafetensorsSample.entry("\\u0077", "U8", "0", 0..<0))}",
    "{\"w\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}",
  ])
  func `a name that occurs twice is refused`(header: String) {
    #expect(code(header) == .jsonDuplicateName)
  }

  @Test func `unknown fields are named and stepped over`() throws {
    let header =
      "{\"w\":{\"strides\":[1,{\"a\":[]}],\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}"
    #expect(try read(header, dataByteCount: 1).unknownFields == ["strides"])
  }

  @Test func `a length beyond the file or the limit is refused before anything is read`() {
    for length in [3, 1000, 99_999_999] as [UInt64] {
      let diagnostic = thrownDiagnostic {
        try read(SafetensorsSample(header: "{}", declaredByteCount: length))
      }
      #expect(diagnostic?.code == .fileTruncated)
    }
    for length in [100_000_001, 1 << 63, .max, .max - 7] as [UInt64] {
      let diagnostic = thrownDiagnostic {
        try read(SafetensorsSample(header: "{}", declaredByteCount: length))
      }
      #expect(diagnostic?.code == .safetensorsOverLimit)
    }
    let short = thrownDiagnostic { try SafetensorsHeader.read(try folder.sourceFile([2, 0, 0])) }
    #expect(short?.code == .fileTruncated)
    #expect(thrownDiagnostic { try read("") }?.code == .safetensorsMalformed)
  }

  @Test func `a file that is cut off anywhere is refused`() throws {
    let sample = SafetensorsSample(
      header: "{\(Sample.entry("a", "F32", "2", 0..<8))}", data: [UInt8](repeating: 7, count: 8))
    let bytes = sample.bytes
    for count in 0..<bytes.count {
      let file = try folder.sourceFile(Array(bytes[..<count]))
      #expect(thrownDiagnostic { try SafetensorsHeader.read(file) } != nil, "\(count) bytes")
    }
  }
}
