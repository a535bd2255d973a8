import ByteIO
import Diagnostics
import MindSporeFormat
import ProtobufWire

extension FuzzedGrammar {
  /// The wire encoding of protocol buffers, read from memory and from a file, and checkpoints of
  /// MindSpore.
  static let protobuf = FuzzedGrammar("protobuf") { input in
    let source = try input.source(named: "model.ckpt")
    try? input.open(by: MindSporeCheckpointImporter(), named: "model.ckpt")
    var memory = ProtobufWalk()
    var file = ProtobufWalk()
    let first = Result { try memory.visit(try ProtobufReader(input.bytes[...])) }
    let second = Result { try file.visit(try ProtobufReader(source.wholeRange)) }
    guard memory.numbers == file.numbers else {
      throw Contradiction("a message has other fields in memory than in a file")
    }
    for name in memory.names { input.note(name) }
    try first.get()
    try second.get()
  }
}

/// Visits the fields of a message, and whatever may be messages among them.
private struct ProtobufWalk {
  private(set) var numbers: [UInt64] = []
  private(set) var names: [[UInt8]] = []

  mutating func visit(_ message: ProtobufReader<ProtobufBytes>) throws {
    var reader = message
    while let field = try reader.next() {
      guard let slice = take(field) else { continue }
      names.append(Array(slice.prefix(64)))
      numbers += (try? ProtobufReader.packedIntegers(ProtobufBytes(slice))) ?? []
      if let inner = try? reader.nested(slice) { try? visit(inner) }
    }
  }

  mutating func visit(_ message: ProtobufReader<WindowedReader>) throws {
    var reader = message
    while let field = try reader.next() {
      guard let range = take(field) else { continue }
      names.append(Array(try reader.bytes(range).prefix(64)))
      numbers += (try? ProtobufReader.packedIntegers(WindowedReader(range))) ?? []
      if let inner = try? reader.nested(range) { try? visit(inner) }
    }
  }

  /// Notes a field; gives back what is delimited by a length.
  private mutating func take<Slice>(_ field: ProtobufField<Slice>) -> Slice? {
    numbers.append(UInt64(field.number))
    switch field.value {
    case .varint(let value), .fixed64(let value): numbers.append(value)
    case .fixed32(let value): numbers.append(UInt64(value))
    case .lengthDelimited(let slice): return slice
    }
    return nil
  }
}
