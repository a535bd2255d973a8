import ByteIO
import Diagnostics
import ProtobufWire
import Testing

@Suite struct ProtobufWireTests {
  private func serialized(_ message: ProtobufWriter) throws -> [UInt8] {
    var sink = MemorySink()
    try message.write(to: &sink)
    return sink.bytes
  }

  private func fields(_ bytes: [UInt8]) throws -> [ProtobufField<ArraySlice<UInt8>>] {
    var reader = try ProtobufReader(bytes[...])
    var fields: [ProtobufField<ArraySlice<UInt8>>] = []
    while let field = try reader.next() { fields.append(field) }
    return fields
  }

  @Test func `a nested message has the bytes that the encoding's specification shows`() throws {
    var inner = ProtobufWriter()
    inner.add(150, field: 1)
    var outer = ProtobufWriter()
    outer.add(inner, field: 3)
    outer.add("testing", field: 2)
    #expect(
      try serialized(outer) == [0x1A, 0x03, 0x08, 0x96, 0x01, 0x12, 0x07] + Array("testing".utf8))
  }

  @Test(arguments: [0, 1, 127, 128, 300, 1 << 31, Int.max, -1, Int.min])
  func `an integer comes back`(value: Int) throws {
    var message = ProtobufWriter()
    message.add(value, field: 5)
    let read = try fields(try serialized(message))
    guard case .varint(let bits) = read.first?.value else {
      Issue.record("no number came back")
      return
    }
    #expect(Int(Int64(bitPattern: bits)) == value)
    #expect(read.map(\.number) == [5])
  }

  @Test func `fixed and packed numbers come back`() throws {
    var message = ProtobufWriter()
    message.add(Float(0.5), field: 1)
    message.add(2.25, field: 2)
    message.addPacked([1, -1, 300], field: 3)
    message.addPacked([Float(1)], field: 4)
    message.addPacked([Int](), field: 5)
    let read = try fields(try serialized(message))
    #expect(read.map(\.number) == [1, 2, 3, 4])
    guard case .fixed32(let small) = read[0].value, case .fixed64(let large) = read[1].value,
      case .lengthDelimited(let packed) = read[2].value,
      case .lengthDelimited(let floats) = read[3].value
    else {
      Issue.record("a field has another kind")
      return
    }
    #expect(Float(bitPattern: small) == 0.5)
    #expect(Double(bitPattern: large) == 2.25)
    let integers = try ProtobufReader.packedIntegers(ProtobufBytes(packed))
    #expect(integers.map { Int(Int64(bitPattern: $0)) } == [1, -1, 300])
    #expect(Array(floats) == [0, 0, 0x80, 0x3F])
  }

  @Test func `payloads are spliced in at their place with their length counted everywhere`() throws
  {
    var tensor = ProtobufWriter()
    tensor.add("w", field: 8)
    tensor.addPayload(byteCount: 200, index: 7, field: 9)
    tensor.add(1, field: 2)
    var graph = ProtobufWriter()
    graph.add(tensor, field: 5)
    graph.add("end", field: 2)
    var sink = MemorySink()
    try graph.write(to: &sink) { (index, sink) throws(Diagnostic) in
      try sink.write([UInt8](repeating: UInt8(index), count: 200))
    }
    #expect(sink.bytes.count == graph.byteCount)
    #expect(graph.pieces.map(\.byteCount).reduce(0, +) == graph.byteCount)
    let outer = try fields(sink.bytes)
    #expect(outer.map(\.number) == [5, 2])
    guard case .lengthDelimited(let inside) = outer[0].value else {
      Issue.record("the tensor is no message")
      return
    }
    let inner = try fields(Array(inside))
    #expect(inner.map(\.number) == [8, 9, 2])
    guard case .lengthDelimited(let payload) = inner[1].value else {
      Issue.record("the payload is not bytes")
      return
    }
    #expect(Array(payload) == [UInt8](repeating: 7, count: 200))
  }

  @Test func `a message over 2 GiB is refused before anything is written`() throws {
    var message = ProtobufWriter()
    message.addPayload(byteCount: ProtobufWriter.mostByteCount, index: 0, field: 1)
    var sink = MemorySink()
    let error = #expect(throws: Diagnostic.self) { try message.write(to: &sink) }
    #expect(error?.code == .protobufTooLarge)
    #expect(sink.bytes.isEmpty)
  }

  @Test(
    arguments: [
      [0x08], [0x08, 0x80], [0x0D, 1, 2, 3], [0x09, 1, 2, 3, 4, 5, 6, 7], [0x0A], [0x0A, 2, 1],
      [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
    ] as [[UInt8]])
  func `a truncated message is refused`(bytes: [UInt8]) {
    let error = #expect(throws: Diagnostic.self) { try fields(bytes) }
    #expect(error?.code == .protobufTruncated)
  }

  @Test(
    arguments: [
      // Eleven bytes, a tenth byte over 64 bits, field 0, groups, the two kinds that do not exist.
      [0x08] + [UInt8](repeating: 0x80, count: 10) + [0],
      [0x08] + [UInt8](repeating: 0xFF, count: 9) + [2],
      [0x00, 0x01], [0x0B], [0x0C], [0x0E, 0], [0x0F, 0],
    ] as [[UInt8]])
  func `what the encoding forbids is refused`(bytes: [UInt8]) {
    let error = #expect(throws: Diagnostic.self) { try fields(bytes) }
    #expect(error?.code == .protobufMalformed)
  }

  @Test func `nesting has a limit`() throws {
    let bytes: [UInt8] = []
    #expect(throws: Never.self) { try ProtobufReader(bytes[...], depth: 100) }
    let error = #expect(throws: Diagnostic.self) { try ProtobufReader(bytes[...], depth: 101) }
    #expect(error?.code == .protobufOverLimit)
  }

  @Test func `any bytes are walked or refused and never trap`() throws {
    var state: UInt64 = 42
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for _ in 0..<32 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes.append(UInt8(truncatingIfNeeded: state >> 40))
      }
      _ = try? fields(bytes)
    }
  }
}
