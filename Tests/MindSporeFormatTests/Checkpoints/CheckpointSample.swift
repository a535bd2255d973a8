import ByteIO
import ProtobufWire

/// The bytes of a checkpoint, built value by value.
struct CheckpointSample {
  private(set) var bytes: [UInt8] = []

  /// Adds a value with a tensor.
  mutating func add(
    _ tag: String, _ sizes: [Int], _ type: String, _ content: [UInt8], isPacked: Bool = false
  ) throws {
    var value = ProtobufWriter()
    value.add(tag, field: 1)
    value.add(Self.tensor(sizes, type, content, isPacked: isPacked), field: 2)
    try append(value)
  }

  /// Adds a value with a map parameter.
  mutating func addMap(_ tag: String, _ tensors: [ProtobufWriter]) throws {
    var map = ProtobufWriter()
    for tensor in tensors { map.add(tensor, field: 1) }
    var value = ProtobufWriter()
    value.add(tag, field: 1)
    value.add(map, field: 3)
    try append(value)
  }

  /// Adds bytes as they are.
  mutating func add(_ more: [UInt8]) { bytes += more }

  /// Adds the checksum of what is there.
  mutating func addTrailer(of covered: [UInt8]? = nil) {
    let checksum = CRC32(covered ?? bytes).value
    bytes += Array("crc_num".utf8) + [0, 0, 0, 0, 0, 0]
    bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: checksum >> $0) }
  }

  /// A tensor's message.
  static func tensor(
    _ sizes: [Int], _ type: String, _ content: [UInt8], isPacked: Bool = false
  ) -> ProtobufWriter {
    var tensor = ProtobufWriter()
    if isPacked {
      tensor.addPacked(sizes, field: 1)
    } else {
      for size in sizes { tensor.add(size, field: 1) }
    }
    tensor.add(type, field: 2)
    tensor.add(content, field: 3)
    return tensor
  }

  private mutating func append(_ value: ProtobufWriter) throws {
    var message = ProtobufWriter()
    message.add(value, field: 1)
    var sink = MemorySink()
    try message.write(to: &sink)
    bytes += sink.bytes
  }
}

/// A text as NumPy keeps it.
func utf32(_ text: String) -> [UInt8] {
  text.unicodeScalars.flatMap { scalar in
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: scalar.value >> $0) }
  }
}
