import ByteIO
import Diagnostics
import ProtobufWire

/// A message of a graph's file while its fields are walked.
///
/// Messages that are short are read at once, so that the many small ones of a graph cost one reading
/// each; payloads of long ones are stepped over.
struct MindIRMessage {
  /// One field.
  struct Field {
    /// A value as it is encoded.
    enum Value {
      case varint(UInt64)
      case fixed32(UInt32)
      case fixed64(UInt64)
      case content(FileRange)
    }

    /// The number in the schema.
    let number: Int
    /// The value.
    let value: Value
  }

  private enum Reader {
    case file(ProtobufReader<WindowedReader>)
    case memory(ProtobufReader<ProtobufBytes>, [UInt8], FileRange)
  }

  /// The longest message that is read at once.
  private static let mostBytesAtOnce = 1 << 16
  /// The longest text.
  private static let mostTextByteCount = 1 << 20

  /// The bytes of the message.
  let range: FileRange
  /// What it is, for messages: `graph.node[3]`.
  let path: String
  private let depth: Int
  private var reader: Reader

  /// Starts at a message's first field.
  ///
  /// - Throws: what the encoding and the file raise; messages are nested 100 deep at most.
  init(_ range: FileRange, depth: Int = 0, path: String) throws(Diagnostic) {
    self.range = range
    self.path = path
    self.depth = depth
    if range.byteCount <= Self.mostBytesAtOnce {
      let bytes = try range.bytes()
      reader = .memory(try ProtobufReader(bytes[...], depth: depth), bytes, range)
    } else {
      reader = .file(try ProtobufReader(WindowedReader(range, windowByteCount: 512), depth: depth))
    }
  }

  private init(
    _ range: FileRange, _ reader: Reader, depth: Int, path: String
  ) {
    self.range = range
    self.reader = reader
    self.depth = depth
    self.path = path
  }

  /// The next field, or nothing at the end of the message.
  mutating func next() throws(Diagnostic) -> Field? {
    switch reader {
    case .file(var file):
      let field = try file.next()
      reader = .file(file)
      return field.map { Field(number: $0.number, value: Self.value($0.value) { $0 }) }
    case .memory(var memory, let bytes, let whole):
      let field = try memory.next()
      reader = .memory(memory, bytes, whole)
      return field.map { field in
        Field(
          number: field.number,
          value: Self.value(field.value) { slice in
            FileRange(
              file: whole.file, byteOffset: whole.byteOffset + slice.startIndex,
              byteCount: slice.count)
          })
      }
    }
  }

  private static func value<Slice>(
    _ value: ProtobufField<Slice>.Value, _ range: (Slice) -> FileRange
  ) -> Field.Value {
    switch value {
    case .varint(let bits): .varint(bits)
    case .fixed32(let bits): .fixed32(bits)
    case .fixed64(let bits): .fixed64(bits)
    case .lengthDelimited(let slice): .content(range(slice))
    }
  }

  // MARK: - Values of fields

  /// The message in a field.
  func nested(_ field: Field, _ name: String) throws(Diagnostic) -> MindIRMessage {
    let content = try content(field, name)
    let path = path.isEmpty ? name : "\(path).\(name)"
    guard case .memory(_, let bytes, let whole) = reader else {
      return try MindIRMessage(content, depth: depth + 1, path: path)
    }
    let slice = Self.slice(bytes, whole, content)
    return MindIRMessage(
      content, .memory(try ProtobufReader(slice, depth: depth + 1), bytes, whole),
      depth: depth + 1, path: path)
  }

  private static func slice(
    _ bytes: [UInt8], _ whole: FileRange, _ part: FileRange
  ) -> ArraySlice<UInt8> {
    let start = part.byteOffset - whole.byteOffset
    return bytes[start..<start + part.byteCount]
  }

  /// The bytes of a field with a length.
  func content(_ field: Field, _ name: String) throws(Diagnostic) -> FileRange {
    guard case .content(let content) = field.value else {
      throw malformed("the field '\(name)' is expected to have a length")
    }
    return content
  }

  /// The integer of a field.
  func integer(_ field: Field, _ name: String) throws(Diagnostic) -> Int {
    guard case .varint(let bits) = field.value else {
      throw malformed("the field '\(name)' is expected to be an integer")
    }
    return Int(Int64(bitPattern: bits))
  }

  /// The integers of a field: one, or several that are packed.
  func integers(_ field: Field, _ name: String) throws(Diagnostic) -> [Int] {
    switch field.value {
    case .varint(let bits): return [Int(Int64(bitPattern: bits))]
    case .content(let content):
      let bytes = try bytes(content)
      return try ProtobufReader<ProtobufBytes>.packedIntegers(ProtobufBytes(bytes[...]))
        .map { Int(Int64(bitPattern: $0)) }
    default: throw malformed("the field '\(name)' is expected to hold integers")
    }
  }

  /// The floating-point numbers of a field: one, or several that are packed.
  func numbers(_ field: Field, _ name: String, isDouble: Bool) throws(Diagnostic) -> [Double] {
    switch (field.value, isDouble) {
    case (.fixed32(let bits), false): return [Double(Float(bitPattern: bits))]
    case (.fixed64(let bits), true): return [Double(bitPattern: bits)]
    case (.content(let content), _):
      let bytes = try bytes(content)
      let width = isDouble ? 8 : 4
      guard bytes.count.isMultiple(of: width) else {
        throw malformed("the field '\(name)' ends inside a number")
      }
      return stride(from: 0, to: bytes.count, by: width).compactMap { offset in
        isDouble
          ? bytes.littleEndian(UInt64.self, at: offset).map(Double.init(bitPattern:))
          : bytes.littleEndian(UInt32.self, at: offset).map { Double(Float(bitPattern: $0)) }
      }
    default: throw malformed("the field '\(name)' is expected to hold numbers")
    }
  }

  /// The text of a field.
  func text(_ field: Field, _ name: String) throws(Diagnostic) -> String {
    let bytes = try bytes(try content(field, name))
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw malformed("the field '\(name)' is expected to be a text in UTF-8")
    }
    return text
  }

  private func bytes(_ content: FileRange) throws(Diagnostic) -> [UInt8] {
    if case .memory(_, let bytes, let whole) = reader {
      return Array(Self.slice(bytes, whole, content))
    }
    return try content.bytes(limit: Self.mostTextByteCount)
  }

  // MARK: - Errors

  /// Where the message stands.
  var location: Location {
    Location(file: range.file.path, byteRange: range.byteRange, path: path)
  }

  /// What is wrong with this message.
  func malformed(_ text: String, _ code: DiagnosticCode = .mindIRMalformed) -> Diagnostic {
    Diagnostic(code, text, at: location)
  }
}
