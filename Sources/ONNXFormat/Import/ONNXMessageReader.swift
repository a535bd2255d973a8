import ByteIO
import Diagnostics
import ProtobufWire

/// Walks the fields of one message of an ONNX file and reads each as what the schema says.
///
/// Field numbers are those of <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto>, here and in the
/// types beside this one.
struct ONNXMessageReader {
  typealias Field = ProtobufField<FileRange>

  /// The message.
  let range: FileRange
  /// Where it stands in the model, for messages: `graph.initializer[3]`.
  let path: String
  private var reader: ProtobufReader<WindowedReader>
  /// The fields that occur once and did so, a bit each.
  private var seen: UInt64 = 0

  /// The longest name or text that is read.
  static let mostTextByteCount = 1 << 20

  /// Starts at the first field; `depth` counts the messages around this one.
  init(
    _ range: FileRange, depth: Int, path: String, windowByteCount: Int = 16 << 10
  ) throws(Diagnostic) {
    self.range = range
    self.path = path
    reader = try ProtobufReader(
      WindowedReader(range, windowByteCount: windowByteCount), depth: depth)
  }

  /// The next field, or nothing at the end of the message.
  mutating func next() throws(Diagnostic) -> Field? { try reader.next() }

  /// Notes a field that may occur once.
  ///
  /// - Throws: ``DiagnosticCode/onnxMalformed`` the second time: readers differ in which one counts.
  mutating func single(_ field: Field, _ name: String) throws(Diagnostic) {
    let bit: UInt64 = 1 << UInt64(field.number)
    guard seen & bit == 0 else {
      throw malformed("there are two fields '\(name)', one is expected")
    }
    seen |= bit
  }

  /// The integer of a field.
  func integer(_ field: Field, _ name: String) throws(Diagnostic) -> Int {
    guard case .varint(let bits) = field.value else {
      throw malformed("the field '\(name)' is expected to be an integer")
    }
    return Int(Int64(bitPattern: bits))
  }

  /// The bytes of a field: a text, an inner message, packed numbers.
  func content(_ field: Field, _ name: String) throws(Diagnostic) -> FileRange {
    guard case .lengthDelimited(let content) = field.value else {
      throw malformed("the field '\(name)' is expected to have a length")
    }
    return content
  }

  /// The text of a field.
  func text(_ field: Field, _ name: String) throws(Diagnostic) -> String {
    let content = try content(field, name)
    let bytes = try content.bytes(limit: Self.mostTextByteCount)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(
        .onnxMalformed, "the field '\(name)' is expected to be a text in UTF-8",
        at: Location(file: range.file.path, byteRange: content.byteRange, path: path))
    }
    return text
  }

  /// The integers of a packed field.
  static func packedIntegers(_ range: FileRange) throws(Diagnostic) -> [UInt64] {
    try ProtobufReader<WindowedReader>.packedIntegers(WindowedReader(range))
  }

  /// What is wrong with this message.
  func malformed(_ text: String, _ code: DiagnosticCode = .onnxMalformed) -> Diagnostic {
    Diagnostic(
      code, text, at: Location(file: range.file.path, byteRange: range.byteRange, path: path))
  }
}
