import ByteIO
import Diagnostics
import ProtobufWire

/// Walks the fields of one message of a GEIR file and reads each as what the schema says.
struct GEMessageReader {
  /// One field.
  struct Field {
    /// What a field holds as it is encoded.
    enum Value {
      case integer(Int)
      case fixed32(UInt32)
      case fixed64(UInt64)
      case content(GEContent)
    }

    /// The number in the schema.
    let number: Int
    /// The value.
    let value: Value
  }

  private enum Reader {
    case memory(ProtobufReader<ProtobufBytes>, base: Int)
    case file(ProtobufReader<WindowedReader>)
  }

  /// The message.
  let content: GEContent
  /// How many messages are around this one.
  let depth: Int
  private var reader: Reader

  /// Starts at the first field.
  init(_ content: GEContent, depth: Int) throws(Diagnostic) {
    self.content = content
    self.depth = depth
    let range = content.range
    if range.byteCount <= GEContent.mostReadByteCount {
      let bytes = try content.bytes()
      reader = .memory(
        try ProtobufReader(bytes, depth: depth), base: range.byteOffset - bytes.startIndex)
    } else {
      reader = .file(try ProtobufReader(range, depth: depth))
    }
  }

  /// The next field, or nothing at the end of the message.
  mutating func next() throws(Diagnostic) -> Field? {
    switch reader {
    case .memory(var memory, let base):
      let field: ProtobufField<ArraySlice<UInt8>>?
      do throws(Diagnostic) {
        field = try memory.next()
      } catch {
        throw located(error)
      }
      reader = .memory(memory, base: base)
      guard let field else { return nil }
      switch field.value {
      case .varint(let bits): return Field(number: field.number, value: .integer(Self.signed(bits)))
      case .fixed32(let bits): return Field(number: field.number, value: .fixed32(bits))
      case .fixed64(let bits): return Field(number: field.number, value: .fixed64(bits))
      case .lengthDelimited(let slice):
        let range = FileRange(
          file: content.range.file, byteOffset: base + slice.startIndex, byteCount: slice.count)
        return Field(number: field.number, value: .content(GEContent(range, read: slice)))
      }
    case .file(var file):
      let field = try file.next()
      reader = .file(file)
      guard let field else { return nil }
      switch field.value {
      case .varint(let bits): return Field(number: field.number, value: .integer(Self.signed(bits)))
      case .fixed32(let bits): return Field(number: field.number, value: .fixed32(bits))
      case .fixed64(let bits): return Field(number: field.number, value: .fixed64(bits))
      case .lengthDelimited(let range):
        return Field(number: field.number, value: .content(GEContent(range)))
      }
    }
  }

  /// The integer of a field.
  func integer(_ field: Field, _ name: String) throws(Diagnostic) -> Int {
    guard case .integer(let value) = field.value else {
      throw malformed("the field '\(name)' is expected to be an integer")
    }
    return value
  }

  /// The bytes of a field.
  func content(_ field: Field, _ name: String) throws(Diagnostic) -> GEContent {
    guard case .content(let content) = field.value else {
      throw malformed("the field '\(name)' is expected to have a length")
    }
    return content
  }

  /// The text of a field.
  func text(_ field: Field, _ name: String) throws(Diagnostic) -> String {
    try content(field, name).text()
  }

  /// The message inside a field.
  func message(_ field: Field, _ name: String) throws(Diagnostic) -> GEMessageReader {
    try GEMessageReader(content(field, name), depth: depth + 1)
  }

  /// What is wrong with this message.
  func malformed(_ text: String) -> Diagnostic {
    Diagnostic(
      .geirMalformed, text,
      at: Location(file: content.range.file.path, byteRange: content.range.byteRange))
  }

  /// A finding about bytes in memory with the place in the file.
  private func located(_ diagnostic: Diagnostic) -> Diagnostic {
    var copy = diagnostic
    copy.location = Location(file: content.range.file.path, byteRange: content.range.byteRange)
    return copy
  }

  private static func signed(_ bits: UInt64) -> Int { Int(Int64(bitPattern: bits)) }
}
