import ByteIO
import Diagnostics
import ProtobufWire

/// One `Checkpoint.Value` as the file has it: tag 1, tensor 2, maptensor 3.
struct CheckpointMessage: Sendable {
  /// What a value holds.
  enum Content: Sendable {
    /// A tensor, or a piece of one.
    case tensor(TensorMessage)
    /// The keys, the values and the status of a map parameter.
    case map([TensorMessage])
  }

  /// The name of the entry.
  let tag: String
  /// What it holds.
  let content: Content

  /// The longest name that is read.
  static let mostTagByteCount = 1 << 16

  /// Reads a value inside of the message that a reader walks.
  ///
  /// - Throws: ``DiagnosticCode/mindsporeMalformed``, ``DiagnosticCode/protobufTruncated``,
  ///   ``DiagnosticCode/protobufMalformed``.
  init(
    _ range: FileRange, inside outer: ProtobufReader<WindowedReader>
  ) throws(Diagnostic) {
    var reader = try outer.nested(range)
    var tag: String?
    var content: Content?
    while let field = try reader.next() {
      switch (field.number, field.value) {
      case (1, .lengthDelimited(let bytes)):
        guard tag == nil else { throw Self.malformed("an entry has two names", range) }
        tag = try Self.text(bytes, limit: Self.mostTagByteCount, inside: reader)
      case (2, .lengthDelimited(let bytes)):
        guard content == nil else { throw Self.malformed("an entry has two tensors", range) }
        content = .tensor(try TensorMessage(bytes, inside: reader))
      case (3, .lengthDelimited(let bytes)):
        guard content == nil else { throw Self.malformed("an entry has two tensors", range) }
        content = .map(try Self.map(bytes, inside: reader))
      case (1...3, _):
        throw Self.malformed("the field \(field.number) of an entry is of another kind", range)
      default: break
      }
    }
    guard let tag, !tag.isEmpty else { throw Self.malformed("an entry has no name", range) }
    guard let content else {
      throw Self.malformed("the entry '\(tag.prefix(200))' holds no tensor", range)
    }
    self.tag = tag
    self.content = content
  }

  private static func map(
    _ range: FileRange, inside outer: ProtobufReader<WindowedReader>
  ) throws(Diagnostic) -> [TensorMessage] {
    var reader = try outer.nested(range)
    var tensors: [TensorMessage] = []
    while let field = try reader.next() {
      guard field.number == 1, case .lengthDelimited(let bytes) = field.value else { continue }
      tensors.append(try TensorMessage(bytes, inside: reader))
      guard tensors.count <= 3 else { break }
    }
    guard tensors.count == 3 else {
      throw malformed("a map parameter has three tensors, this one \(tensors.count)", range)
    }
    return tensors
  }

  /// A short text, which is in the reader's window where its message began.
  static func text(
    _ range: FileRange, limit: Int, inside outer: ProtobufReader<WindowedReader>
  ) throws(Diagnostic) -> String {
    guard range.byteCount <= limit else {
      throw Diagnostic(
        .mindsporeOverLimit, "a text of \(range.byteCount) bytes, the limit is \(limit)",
        at: Location(file: range.file.path, byteRange: range.byteRange))
    }
    let bytes = try outer.bytes(range)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw malformed("a name is no UTF-8", range)
    }
    return text
  }

  static func malformed(_ text: String, _ range: FileRange) -> Diagnostic {
    Diagnostic(
      .mindsporeMalformed, text, at: Location(file: range.file.path, byteRange: range.byteRange))
  }
}

/// A `TensorProto`: dims 1, tensor_type 2, tensor_content 3, which stays where it is.
struct TensorMessage: Sendable {
  /// The sizes as they are written.
  private(set) var sizes: [Int] = []
  /// The type's name: `Float32`.
  private(set) var typeName = ""
  /// Where the elements are.
  private(set) var content: FileRange?
  /// The message's place.
  let range: FileRange

  /// The most axes: what NumPy allows.
  static let mostAxisCount = 64

  init(
    _ range: FileRange, inside outer: ProtobufReader<WindowedReader>
  ) throws(Diagnostic) {
    self.range = range
    var reader = try outer.nested(range)
    while let field = try reader.next() {
      switch (field.number, field.value) {
      case (1, .varint(let size)): try add(size)
      case (1, .lengthDelimited(let packed)) where packed.byteCount <= 10 * Self.mostAxisCount:
        for size in try ProtobufReader.packedIntegers(WindowedReader(packed)) { try add(size) }
      case (2, .lengthDelimited(let name)):
        typeName = try CheckpointMessage.text(name, limit: 256, inside: reader)
      case (3, .lengthDelimited(let bytes)):
        guard content == nil else { throw malformed("a tensor has its elements twice") }
        content = bytes
      case (1...3, _): throw malformed("the field \(field.number) of a tensor is of another kind")
      default: break
      }
    }
    guard !typeName.isEmpty else { throw malformed("a tensor has no type") }
  }

  private mutating func add(_ number: UInt64) throws(Diagnostic) {
    guard sizes.count < Self.mostAxisCount else {
      throw malformed("a tensor has more than \(Self.mostAxisCount) axes")
    }
    guard let size = Int(exactly: number) else {
      throw malformed("\(Int64(bitPattern: number)) is no size of an axis")
    }
    sizes.append(size)
  }

  private func malformed(_ text: String) -> Diagnostic { CheckpointMessage.malformed(text, range) }
}
