import ByteIO
import Diagnostics
import SafetensorsFile
import TestSupport
import Testing

@Suite struct SafetensorsHeaderWriterTests {
  private func tensor(
    _ name: String, _ type: SafetensorsElementType, _ shape: [Int]
  ) throws -> SafetensorsHeaderWriter.Tensor {
    try #require(SafetensorsHeaderWriter.Tensor(name: name, elementType: type, shape: shape))
  }

  @Test func `a header is what the format's own library writes`() throws {
    let header = try SafetensorsHeaderWriter(
      [
        tensor("b", .float32, [2]), tensor("a", .uint8, []), tensor("c", .int64, [1, 1]),
        tensor("a\"\n\u{1}é", .float32, [0]),
      ], metadata: [("format", "pt")])
    let text =
      #"{"__metadata__":{"format":"pt"},"c":{"dtype":"I64","shape":[1,1],"data_offsets":[0,8]},"#
      + #""a\"\n\u0001é":{"dtype":"F32","shape":[0],"data_offsets":[8,8]},"#
      + #""b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},"#
      + #""a":{"dtype":"U8","shape":[],"data_offsets":[16,17]}}"#
    let padded = text + String(repeating: " ", count: (8 - text.utf8.count % 8) % 8)
    #expect(Array(header.bytes.dropFirst(8)) == Array(padded.utf8))
    #expect(header.bytes.littleEndian(UInt64.self, at: 0) == UInt64(padded.utf8.count))
    #expect(header.order == [2, 3, 0, 1])
  }

  @Test func `a header over the format's limit is refused`() throws {
    let name = String(repeating: "n", count: 100_000_001)
    let found = thrownDiagnostic {
      try SafetensorsHeaderWriter([tensor(name, .uint8, [1])], metadata: [])
    }
    #expect(found?.code == .safetensorsOverLimit)
  }
}
